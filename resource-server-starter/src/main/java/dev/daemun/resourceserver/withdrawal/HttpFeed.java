package dev.daemun.resourceserver.withdrawal;

import dev.daemun.resourceserver.withdrawal.FeedException.Kind;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Reads the feed with a token of the service's own (RFC 6749 section 4.4), which it renews before it expires. */
final class HttpFeed implements Feed {
    private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(2);
    private static final Duration ANSWER_TIMEOUT = Duration.ofSeconds(5);
    private static final Duration BEFORE_EXPIRY = Duration.ofSeconds(10);
    private static final int LARGEST_ANSWER_BYTES = 2_000_000;
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(CONNECT_TIMEOUT)
            .followRedirects(HttpClient.Redirect.NEVER)
            .build();
    private final RevocationFeedProperties properties;
    private final String issuer;
    private final Clock clock;
    private @Nullable URI tokenUri;
    private @Nullable String token;
    private Instant renewAt = Instant.MIN;

    HttpFeed(RevocationFeedProperties properties, String issuer, Clock clock) {
        this.properties = properties;
        this.issuer = issuer;
        this.clock = clock;
        this.tokenUri = properties.tokenUri();
    }

    @Override
    public News read(@Nullable String cursor, Duration patience) throws FeedException, InterruptedException {
        String query = "?wait=" + patience.toSeconds() + (cursor == null ? "" : "&after=" + encode(cursor));
        HttpRequest request = HttpRequest.newBuilder(URI.create(properties.uri() + query))
                .timeout(patience.plus(ANSWER_TIMEOUT))
                .header("Authorization", "Bearer " + token())
                .build();
        FeedPage page = parse(send(request, "The revocation feed"), FeedPage.class);
        if (page.cursor() == null || page.withdrawals() == null) {
            throw new FeedException(Kind.AWAY, "The revocation feed's answer lacks its cursor", null);
        }
        return new News(page.cursor(), page.withdrawals(), page.caughtUp() ? clock.instant() : null);
    }

    @Override
    public String mend() {
        return RevocationFeedProperties.PREFIX
                + "uri, client-id and client-secret belong to a service account that may read the feed";
    }

    private String token() throws FeedException, InterruptedException {
        String current = token;
        if (current != null && clock.instant().isBefore(renewAt)) {
            return current;
        }
        if (tokenUri == null) {
            tokenUri = discover();
        }
        Instant asked = clock.instant();
        JsonNode answer = parse(
                send(
                        HttpRequest.newBuilder(tokenUri)
                                .timeout(ANSWER_TIMEOUT)
                                .header("Authorization", "Basic " + credentials())
                                .header("Content-Type", "application/x-www-form-urlencoded")
                                .POST(HttpRequest.BodyPublishers.ofString("grant_type=client_credentials"))
                                .build(),
                        "The token endpoint"),
                JsonNode.class);
        String fresh = answer.path("access_token").asString("");
        if (fresh.isEmpty()) {
            throw new FeedException(Kind.AWAY, "The token endpoint gave no token", null);
        }
        renewAt = asked.plusSeconds(answer.path("expires_in").asLong(0)).minus(BEFORE_EXPIRY);
        token = fresh;
        return fresh;
    }

    /** OpenID Connect Discovery 1.0, sections 4.1 and 4.3. */
    private URI discover() throws FeedException, InterruptedException {
        String withoutSlash = issuer.endsWith("/") ? issuer.substring(0, issuer.length() - 1) : issuer;
        JsonNode metadata = parse(
                send(
                        HttpRequest.newBuilder(URI.create(withoutSlash + "/.well-known/openid-configuration"))
                                .timeout(ANSWER_TIMEOUT)
                                .build(),
                        "The issuer"),
                JsonNode.class);
        String endpoint = metadata.path("token_endpoint").asString("");
        if (!issuer.equals(metadata.path("issuer").asString("")) || !endpoint.startsWith("http")) {
            throw new FeedException(
                    Kind.REFUSED, "The issuer's metadata names another issuer or no token endpoint", null);
        }
        return URI.create(endpoint);
    }

    /** RFC 6749 section 2.3.1: form encoding first. */
    private String credentials() {
        String both = encode(properties.clientId()) + ":" + encode(properties.clientSecret());
        return Base64.getEncoder().encodeToString(both.getBytes(StandardCharsets.UTF_8));
    }

    private byte[] send(HttpRequest request, String who) throws FeedException, InterruptedException {
        try {
            HttpResponse<InputStream> answer = http.send(request, BodyHandlers.ofInputStream());
            try (InputStream body = answer.body()) {
                int status = answer.statusCode();
                if (status != 200) {
                    token = null;
                    throw new FeedException(kindOf(status), who + " answered with " + status, null);
                }
                byte[] read = body.readNBytes(LARGEST_ANSWER_BYTES + 1);
                if (read.length > LARGEST_ANSWER_BYTES) {
                    throw new FeedException(Kind.AWAY, who + " answered with too much", null);
                }
                return read;
            }
        } catch (FeedException e) {
            throw e;
        } catch (IOException e) {
            throw new FeedException(Kind.AWAY, who + " can't be reached (" + e + ")", e);
        }
    }

    private static Kind kindOf(int status) {
        return switch (status) {
            case 410 -> Kind.START_OVER;
            case 400, 401, 403, 404 -> Kind.REFUSED;
            default -> Kind.AWAY;
        };
    }

    private static <T> T parse(byte[] json, Class<T> type) throws FeedException {
        try {
            T value = JSON.readValue(json, type);
            if (value == null) {
                throw new FeedException(Kind.AWAY, "The answer is empty", null);
            }
            return value;
        } catch (JacksonException e) {
            throw new FeedException(Kind.AWAY, "The answer is not what it should be", e);
        }
    }

    private static String encode(String value) {
        return URLEncoder.encode(value, StandardCharsets.UTF_8);
    }
}
