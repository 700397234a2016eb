package dev.daemun.systemtests;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.keycloak.admin.client.Keycloak;
import org.keycloak.representations.idm.ClientRepresentation;
import org.keycloak.representations.idm.RoleRepresentation;

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
                Call.Answer refused = feed.read("");
                assertThat(refused.status()).isEqualTo(403);
                assertThat(refused.header("WWW-Authenticate")).contains("insufficient_scope");
            } finally {
                roles.add(List.of(role));
            }
            assertThat(feed.read("").status()).isEqualTo(200);
        }
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
