package dev.daemun.resourceserver.withdrawal;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.security.oauth2.jwt.Jwt;

/** The node that issued the token has a clock ahead of the one that dated the withdrawal. */
class NoClockSavesAWithdrawnTokenTest {
    private static final long NOW = 1_790_000_000;

    private final Denylist denylist = new Denylist(1_000, Set.of("orders"), Duration.ofSeconds(2));

    @ParameterizedTest
    @CsvSource({
        "session, signed-out, 250",
        "session, session-ended, 250",
        "subject, deleted, 250",
        "subject, disabled, 2",
        "subject, role-revoked, 2",
        "client-session, token-revoked, 2",
        "client, client-updated, 2",
        "audience, client-updated, 2",
        "role, role-deleted, 2",
        "realm, realm-updated, 2",
        "planet, unheard-of, 2",
    })
    void isDeniedSoFarAhead(String kind, String reason, int secondsAhead) {
        denylist.add(new Withdrawal(7L, kind, "sid", "azp", "sub", "jti", "member", "orders", NOW, NOW + 360, reason));
        Denial denial = denylist.find(token(NOW + secondsAhead));
        assertThat(denial).isNotNull();
        assertThat(denial.position()).isEqualTo(7);
        if (secondsAhead < 250) {
            assertThat(denylist.find(token(NOW + secondsAhead + 1)))
                    .as("a later token counts")
                    .isNull();
        }
    }

    /** Keycloak keeps an offline session of the same id when a person signs out, and its client goes on refreshing. */
    @Test
    void anOfflineSessionGoesOnAfterTheOnlineOneOfTheSameId() {
        denylist.add(new Withdrawal(7L, "session", "sid", null, null, null, null, null, NOW, NOW + 360, "signed-out"));
        assertThat(denylist.find(token(NOW + 2, "openid offline_access"))).isNotNull();
        assertThat(denylist.find(token(NOW + 3, "openid offline_access"))).isNull();
        assertThat(denylist.find(token(NOW + 3, "openid not_offline_access"))).isNotNull();
    }

    @Test
    void aSessionWithoutItsIdIsForEverybodyButNotForEver() {
        denylist.add(new Withdrawal(7L, "session", null, null, null, null, null, null, NOW, NOW + 360, "signed-out"));
        assertThat(denylist.find(token(NOW + 2))).isNotNull();
        assertThat(denylist.find(token(NOW + 3))).isNull();
    }

    @Test
    void noNumberOverflows() {
        denylist.add(new Withdrawal(
                7L, "subject", null, null, "sub", null, null, null, Long.MAX_VALUE, Long.MAX_VALUE, "disabled"));
        assertThat(denylist.find(token(NOW))).isNotNull();
    }

    @Test
    void aReasonIsAShortWordOrNothing() {
        denylist.add(new Withdrawal(
                7L, "subject", null, null, "sub", null, null, null, NOW, NOW + 360, "\"\r\nSet-Cookie: a=b"));
        assertThat(denylist.find(token(NOW)).reason()).isEqualTo("unknown");
    }

    private static Jwt token(long issuedAt) {
        return token(issuedAt, "openid");
    }

    private static Jwt token(long issuedAt, String scope) {
        return Jwt.withTokenValue("t")
                .header("alg", "ES256")
                .subject("sub")
                .jti("other")
                .claim("sid", "sid")
                .claim("scope", scope)
                .claim("azp", "azp")
                .claim("aud", List.of("orders"))
                .claim("roles", List.of("member"))
                .issuedAt(Instant.ofEpochSecond(issuedAt))
                .build();
    }
}
