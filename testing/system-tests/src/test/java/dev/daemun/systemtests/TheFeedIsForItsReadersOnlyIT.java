package dev.daemun.systemtests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.keycloak.admin.client.Keycloak;
import org.keycloak.admin.client.resource.RealmResource;
import org.keycloak.representations.idm.ClientRepresentation;
import org.keycloak.representations.idm.RoleRepresentation;
import org.keycloak.representations.idm.UserRepresentation;

@ResourceLock(TestPlatform.LOCK)
class TheFeedIsForItsReadersOnlyIT {
    private final TestPlatform platform = TestPlatform.shared();
    private final String issuer = platform.keycloak.issuer();

    @Test
    void aReaderGetsPages() {
        Feed feed = Feed.of(issuer);
        Call.Answer answer = feed.read("");
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.header("Cache-Control")).isEqualTo("no-store");
        assertThat(answer.header("Content-Type")).startsWith("application/json");

        String before = feed.end();
        try (TestUser user = TestUser.create(platform, Map.of())) {
            user.signIn("openid");
            user.resource().logout();
        }
        JsonNode first = feed.read("?wait=5&limit=1&after=" + before).json();
        assertThat(first.path("withdrawals")).hasSize(1);
        assertThat(first.path("withdrawals").get(0).path("reason").asText()).isEqualTo("signed-out-everywhere");
        assertThat(feed.after(first.path("cursor").asText()))
                .extracting(withdrawal -> withdrawal.path("reason").asText())
                .containsExactly("deleted");
    }

    @Test
    void aStreamHasTheSamePages() throws Exception {
        Feed feed = Feed.of(issuer);
        String before = feed.end();
        HttpResponse<Stream<String>> answer = stream(feed, "?after=" + before);
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.headers().allValues("Cache-Control")).containsExactly("no-store");
        assertThat(answer.headers().firstValue("Content-Type").orElse("")).startsWith("text/event-stream");
        try (Stream<String> lines = answer.body();
                TestUser user = TestUser.create(platform, Map.of())) {
            Iterator<JsonNode> pages = lines.filter(line -> line.startsWith("data:"))
                    .map(line -> page(line.substring("data:".length())))
                    .iterator();
            JsonNode first = pages.next();
            assertThat(first.path("withdrawals")).isEmpty();
            assertThat(first.path("cursor").asText()).isEqualTo(before);
            user.signIn("openid");
            user.resource().logout();
            JsonNode page = pages.next();
            long completeUntil = first.path("completeUntil").asLong();
            while (page.path("withdrawals").isEmpty()) {
                assertThat(page.path("completeUntil").asLong()).isGreaterThanOrEqualTo(completeUntil);
                completeUntil = page.path("completeUntil").asLong();
                page = pages.next();
            }
            assertThat(page.path("withdrawals").get(0).path("reason").asText()).isEqualTo("signed-out-everywhere");
            long withTheWithdrawal = page.path("completeUntil").asLong();
            assertThat(withTheWithdrawal).isGreaterThanOrEqualTo(completeUntil);
            JsonNode beat = pages.next();
            // On a busy machine a beat may come before the log has looked again; the stream, and so this loop, ends
            // within a minute.
            while (beat.path("completeUntil").asLong() == withTheWithdrawal) {
                assertThat(beat.path("withdrawals")).isEmpty();
                beat = pages.next();
            }
            assertThat(beat.path("withdrawals")).isEmpty();
            assertThat(beat.path("completeUntil").asLong()).isGreaterThan(withTheWithdrawal);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "garbage, '', 401",
        "'', ?limit=0, 400",
        "'', ?after=0, 400",
        "'', ?after=0e6c2b53-2a0f-4f43-b7a9-0f6b6f3d7e10.1.0e6c2b53-2a0f-4f43-b7a9-0f6b6f3d7e10, 410"
    })
    void andTheSameRefusals(String token, String query, int status) {
        Feed feed = token.isEmpty() ? Feed.of(issuer) : new Feed(issuer, token);
        Call.Answer answer = feed.read("/stream" + query);
        assertThat(answer.status()).isEqualTo(status);
        assertThat(answer.header("Content-Type")).isEqualTo("application/problem+json");
        assertThat(answer.json().path("status").asInt()).isEqualTo(status);
    }

    private HttpResponse<Stream<String>> stream(Feed feed, String query) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(URI.create(issuer + "/revocation-feed/withdrawals/stream" + query))
                .header("Authorization", "Bearer " + feed.token())
                .build();
        return HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .build()
                .send(request, BodyHandlers.ofLines());
    }

    private static JsonNode page(String json) {
        try {
            return new ObjectMapper().readTree(json);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void withoutAGoodTokenThereIsNothing() {
        Call.Answer none = Call.to(issuer + "/revocation-feed/withdrawals").get();
        assertThat(none.status()).isEqualTo(401);
        assertThat(none.header("WWW-Authenticate")).isEqualTo("Bearer");
        assertThat(none.header("Content-Type")).isEqualTo("application/problem+json");

        Call.Answer garbage = new Feed(issuer, "garbage").read("");
        assertThat(garbage.status()).isEqualTo(401);
        assertThat(garbage.header("WWW-Authenticate")).contains("invalid_token");

        String otherAudience = Feed.serviceAccount(issuer, "sample-order-report", TestRealm.REPORT_SECRET);
        assertThat(new Feed(issuer, otherAudience).read("").status()).isEqualTo(401);
        String person = platform.signIn("demo-manager").accessToken();
        assertThat(new Feed(issuer, person).read("").status()).isEqualTo(401);
    }

    /** The feed itself checks tokens of service accounts, and may not believe what nobody signed. */
    @Test
    void aForgedTokenOfAReaderIsRefused() {
        String[] token = Feed.of(issuer).token().split("[.]", -1);
        String[] another = Feed.of(issuer).token().split("[.]", -1);
        String unsigned = Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString("{\"alg\":\"none\",\"typ\":\"at+jwt\"}".getBytes(StandardCharsets.UTF_8));
        for (String forged : List.of(
                String.join(".", token[0], token[1], another[2]),
                String.join(".", token[0], another[1], token[2]),
                String.join(".", token[0], token[1], ""),
                String.join(".", unsigned, token[1], ""))) {
            Call.Answer refused = new Feed(issuer, forged).read("");
            assertThat(refused.status()).isEqualTo(401);
            assertThat(refused.header("WWW-Authenticate")).contains("invalid_token");
        }
        assertThat(new Feed(issuer, String.join(".", token)).read("").status()).isEqualTo(200);
    }

    @Test
    void theRoleIsAskedOfKeycloakAndNotOfTheToken() {
        Feed feed = Feed.of(issuer);
        try (Keycloak admin = platform.admin()) {
            var realm = platform.realm(admin);
            ClientRepresentation service =
                    realm.clients().findByClientId("sample-resource-service").get(0);
            ClientRepresentation feedClient =
                    realm.clients().findByClientId("revocation-feed").get(0);
            String account =
                    realm.clients().get(service.getId()).getServiceAccountUser().getId();
            RoleRepresentation role = realm.clients()
                    .get(feedClient.getId())
                    .roles()
                    .get("read-withdrawals")
                    .toRepresentation();
            var roles = realm.users().get(account).roles().clientLevel(feedClient.getId());
            roles.remove(List.of(role));
            try {
                // The feed knows the reader until it has heard of that itself.
                Call.Answer refused = await().until(() -> feed.read(""), answer -> answer.status() != 200);
                assertThat(refused.status()).isEqualTo(403);
                assertThat(refused.header("WWW-Authenticate")).contains("insufficient_scope");
            } finally {
                roles.add(List.of(role));
            }
            assertThat(feed.read("").status()).isEqualTo(200);
        }
    }

    @Test
    void aRevokedTokenIsRefusedAlsoWhereItsReaderWasKnown() throws Exception {
        Feed known = Feed.of(issuer);
        Feed unknown = Feed.of(issuer);
        assertThat(known.read("").status()).isEqualTo(200);
        HttpResponse<Stream<String>> stream = stream(known, "");
        assertThat(stream.statusCode()).isEqualTo(200);
        List.of(known, unknown).forEach(feed -> {
            Call.Answer revoked = Call.to(issuer + "/protocol/openid-connect/revoke")
                    .basic("sample-resource-service", TestRealm.SERVICE_SECRET)
                    .postForm(Map.of("token", feed.token()));
            assertThat(revoked.status()).isEqualTo(200);
            Call.Answer refused = await().until(() -> feed.read(""), answer -> answer.status() != 200);
            assertThat(refused.status()).isEqualTo(401);
            assertThat(refused.header("WWW-Authenticate")).contains("invalid_token");
        });
        assertThat(Feed.of(issuer).read("").status()).isEqualTo(200);
        try (Stream<String> lines = stream.body()) {
            // A beat comes each second, and the stream of a reader that is in no doubt lasts for forty seconds at
            // least.
            assertThat(lines.filter(line -> line.startsWith("data:")).count())
                    .as("how many pages were sent until the stream ended")
                    .isBetween(1L, 30L);
        }
    }

    /** What ends the token of a service account, which belongs to no session. Each can be done again. */
    enum End {
        CLIENT_DISABLED,
        CLIENTS_TOKENS_REVOKED,
        ACCOUNT_DISABLED,
        ACCOUNT_SIGNED_OUT;

        void bringAbout(RealmResource realm, ClientRepresentation client, String account) {
            switch (this) {
                case CLIENT_DISABLED -> {
                    client.setEnabled(false);
                    realm.clients().get(client.getId()).update(client);
                }
                case CLIENTS_TOKENS_REVOKED -> {
                    client.setNotBefore((int) Instant.now().getEpochSecond());
                    realm.clients().get(client.getId()).update(client);
                }
                case ACCOUNT_DISABLED -> {
                    UserRepresentation user = realm.users().get(account).toRepresentation();
                    user.setEnabled(false);
                    realm.users().get(account).update(user);
                }
                case ACCOUNT_SIGNED_OUT -> realm.users().get(account).logout();
            }
        }
    }

    @ParameterizedTest
    @EnumSource(End.class)
    void whatEndsAServiceAccountsTokenEndsItsReading(End end) {
        try (Keycloak admin = platform.admin()) {
            RealmResource realm = platform.realm(admin);
            ClientRepresentation client = anotherReader(realm);
            String account =
                    realm.clients().get(client.getId()).getServiceAccountUser().getId();
            Feed known = new Feed(issuer, Feed.serviceAccount(issuer, client.getClientId(), TestRealm.SERVICE_SECRET));
            Feed unknown =
                    new Feed(issuer, Feed.serviceAccount(issuer, client.getClientId(), TestRealm.SERVICE_SECRET));
            assertThat(known.read("").status()).isEqualTo(200);
            // For Keycloak a token counts that was issued in the second of such an end.
            Call.Answer refused = await().until(
                            () -> {
                                end.bringAbout(realm, client, account);
                                return known.read("");
                            },
                            answer -> answer.status() != 200);
            assertThat(refused.status()).isEqualTo(401);
            assertThat(unknown.read("").status()).isEqualTo(401);
            realm.clients().get(client.getId()).remove();
        }
    }

    private static ClientRepresentation anotherReader(RealmResource realm) {
        ClientRepresentation client =
                realm.clients().findByClientId(Services.SAMPLE).get(0);
        client.setId(null);
        client.setClientId("reader-" + UUID.randomUUID());
        client.setSecret(TestRealm.SERVICE_SECRET);
        client.setProtocolMappers(null);
        realm.clients().create(client).close();
        ClientRepresentation created =
                realm.clients().findByClientId(client.getClientId()).get(0);
        String feed = realm.clients().findByClientId("revocation-feed").get(0).getId();
        String account =
                realm.clients().get(created.getId()).getServiceAccountUser().getId();
        RoleRepresentation role =
                realm.clients().get(feed).roles().get("read-withdrawals").toRepresentation();
        realm.users().get(account).roles().clientLevel(feed).add(List.of(role));
        return created;
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "limit=0",
                "limit=1001",
                "limit=-1",
                "limit=99999999999999999999",
                "limit=x",
                "wait=26",
                "wait=-1",
                "wait=1.5",
                "after=0",
                "after=x.y.z",
                "after=a.1.b.c",
                "after=a.9999999999999999999.b"
            })
    void badParametersAreRefused(String query) {
        Call.Answer answer = Feed.of(issuer).read("?" + query);
        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.header("Content-Type")).isEqualTo("application/problem+json");
    }

    @Test
    void anEndlessCursorIsRefused() {
        assertThat(Feed.of(issuer).read("?after=" + "a".repeat(5_000)).status()).isEqualTo(400);
    }

    @ParameterizedTest
    @CsvSource({
        // A cursor of another log.
        "^[^.]+, 0e6c2b53-2a0f-4f43-b7a9-0f6b6f3d7e10",
        // A cursor with this log's position but another event, as after restoring a backup.
        "[^.]+$, 0e6c2b53-2a0f-4f43-b7a9-0f6b6f3d7e10",
        // A cursor with a position that does not exist yet.
        "'[.][0-9]+[.]', .999999999."
    })
    void aCursorThatLeadsNowhereMeansStartOver(String part, String replacement) {
        Feed feed = Feed.of(issuer);
        try (TestUser user = TestUser.create(platform, Map.of())) {
            user.signIn("openid");
        }
        feed.after(feed.end());
        Call.Answer answer = feed.read("?after=" + feed.end().replaceFirst(part, replacement));
        assertThat(answer.status()).isEqualTo(410);
        assertThat(answer.json().path("type").asText()).isEqualTo("urn:daemun:problem:start-over");
    }
}
