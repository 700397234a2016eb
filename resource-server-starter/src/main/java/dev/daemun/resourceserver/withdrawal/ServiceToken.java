package dev.daemun.resourceserver.withdrawal;

import dev.daemun.resourceserver.issuer.Answer;
import dev.daemun.resourceserver.issuer.BoundedHttp;
import dev.daemun.resourceserver.issuer.IssuerMetadata;
import dev.daemun.resourceserver.issuer.MisconfiguredException;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * The access token of this service's own account (RFC 6749 section 4.4), renewed before it expires.
 *
 * <p>Spring Security has a client for this, in {@code spring-security-oauth2-client}. It is not used, because its presence on the
 * class path changes the web security of every application that has this starter (Spring Security then imports its client
 * configuration), and because it brings 1.5 MB, most of it an SDK that nothing here needs.
 */
final class ServiceToken {
    private static final Log LOG = LogFactory.getLog(ServiceToken.class);
    private static final Duration BEFORE_EXPIRY = Duration.ofSeconds(10);

    private final RevocationFeedProperties properties;
    private final @Nullable String issuer;
    private final BoundedHttp http;
    private final Duration silence;
    private final Duration within;
    private final Clock clock;
    private List<URI> endpoints;
    private int endpoint;
    private @Nullable String token;
    private Instant renewAt = Instant.MIN;

    /**
     * No token yet.
     *
     * @param issuer whose metadata names the token endpoint, unless the properties do
     * @param silence how long an answer may take where another endpoint is left to ask
     * @param within how long it may take where none is
     */
    ServiceToken(
            RevocationFeedProperties properties,
            @Nullable String issuer,
            BoundedHttp http,
            Duration silence,
            Duration within,
            Clock clock) {
        this.properties = properties;
        this.issuer = issuer;
        this.http = http;
        this.silence = silence;
        this.within = within;
        this.clock = clock;
        this.endpoints = properties.tokenUri();
    }

    /** A token that is good for a while. */
    String get() throws IOException, InterruptedException {
        String current = token;
        return current != null && clock.instant().isBefore(renewAt) ? current : renew();
    }

    /** Forgets the token, which was refused: the next one is a new one. */
    void forget() {
        token = null;
    }

    private String renew() throws IOException, InterruptedException {
        Instant asked = clock.instant();
        JsonNode answer = Json.read(request(), JsonNode.class);
        String fresh = answer.path("access_token").asString("");
        if (fresh.isEmpty()) {
            throw new IOException(endpoints.get(endpoint) + " gave no token");
        }
        renewAt = asked.plusSeconds(answer.path("expires_in").asLong(0)).minus(BEFORE_EXPIRY);
        token = fresh;
        return fresh;
    }

    /** The endpoints are asked in turn, beginning with the one that answered last. */
    private Answer request() throws IOException, InterruptedException {
        if (endpoints.isEmpty()) {
            endpoints = List.of(IssuerMetadata.of(String.valueOf(issuer), http).endpoint("token_endpoint"));
        }
        for (int left = endpoints.size() - 1; left > 0; left--) {
            try {
                return ask(endpoints.get(endpoint), silence);
            } catch (MisconfiguredException e) {
                throw e;
            } catch (IOException e) {
                LOG.debug("Another token endpoint is asked", e);
                endpoint = (endpoint + 1) % endpoints.size();
            }
        }
        return ask(endpoints.get(endpoint), within);
    }

    private Answer ask(URI address, Duration patience) throws IOException, InterruptedException {
        Answer answer = http.send(
                HttpRequest.newBuilder(address)
                        .header("Authorization", "Basic " + credentials())
                        .header("Content-Type", "application/x-www-form-urlencoded")
                        .POST(HttpRequest.BodyPublishers.ofString("grant_type=client_credentials"))
                        .build(),
                patience);
        String says = answer.address() + " answered with " + answer.status();
        return switch (answer.status()) {
            case 200 -> answer;
            case 400, 401, 403 ->
                throw new MisconfiguredException(says + ": set "
                        + RevocationFeedProperties.PREFIX
                        + "client-id and client-secret to those of a client with an account of"
                        + " its own that may read the feed");
            case 404 ->
                throw new MisconfiguredException(says + ": there is no token endpoint; correct "
                        + RevocationFeedProperties.PREFIX + "token-uri, or leave it out");
            default -> throw new IOException(says);
        };
    }

    /** RFC 6749 section 2.3.1: each part is form-encoded first. */
    private String credentials() {
        String both = encode(properties.clientId()) + ":" + encode(properties.clientSecret());
        return Base64.getEncoder().encodeToString(both.getBytes(StandardCharsets.UTF_8));
    }

    private static String encode(@Nullable String value) {
        return URLEncoder.encode(String.valueOf(value), StandardCharsets.UTF_8);
    }
}
