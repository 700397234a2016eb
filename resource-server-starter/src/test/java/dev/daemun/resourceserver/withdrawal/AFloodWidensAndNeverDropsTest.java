package dev.daemun.resourceserver.withdrawal;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.security.oauth2.jwt.Jwt;

class AFloodWidensAndNeverDropsTest {
    private static final long START = 1_790_000_000;

    private final Denylist denylist = new Denylist(1_000, Set.of(), Duration.ZERO);

    @Test
    void noneOfAHundredThousandIsLost() {
        for (int i = 0; i < 100_000; i++) {
            denylist.add(subject("user-" + i, START + i / 100));
        }
        assertThat(denylist.size()).isLessThanOrEqualTo(1_000);
        for (int i = 0; i < 100_000; i += 7) {
            assertThat(denylist.find(token("user-" + i, START + i / 100)))
                    .as("user-" + i)
                    .isNotNull();
        }
        assertThat(denylist.find(token("somebody-else", START + 1_001)))
                .as("a token issued since is nobody's business")
                .isNull();
        assertThat(denylist.find(token("user-99999", START + 1_000)))
                .as("a fresh one")
                .isNull();
    }

    @Test
    void manyInOneSecondBecomeOne() {
        for (int i = 0; i < 5_000; i++) {
            denylist.add(subject("user-" + i, START));
        }
        assertThat(denylist.size()).isLessThanOrEqualTo(1_000);
        assertThat(denylist.find(token("user-17", START))).isNotNull();
        assertThat(denylist.find(token("user-17", START + 1))).isNull();
    }

    @Test
    void whatIsOverIsForgottenAndNothingElse() {
        denylist.add(subject("early", START));
        denylist.add(subject("late", START + 100));
        denylist.add(new Withdrawal(
                1L, "realm", null, null, null, null, null, null, START, START + 360, "everyone-signed-out"));
        denylist.forget(Instant.ofEpochSecond(START + 360));
        assertThat(denylist.size()).isEqualTo(2);
        denylist.forget(Instant.ofEpochSecond(START + 361));
        assertThat(denylist.size()).isEqualTo(1);
        assertThat(denylist.find(token("early", START))).isNull();
        assertThat(denylist.find(token("late", START))).isNotNull();
    }

    @Test
    void theLaterOfTwoCounts() {
        denylist.add(subject("user", START + 10));
        denylist.add(subject("user", START));
        assertThat(denylist.find(token("user", START + 10))).isNotNull();
        assertThat(denylist.find(token("user", START + 11))).isNull();
    }

    @Test
    void whatIsNotUnderstoodDeniesEverybody() {
        denylist.add(new Withdrawal(1L, "planet", null, null, null, null, null, null, START, START + 360, null));
        assertThat(denylist.find(token("user", START))).isNotNull();
        denylist.add(new Withdrawal(1L, "session", null, null, null, null, null, null, START + 1, START + 360, null));
        assertThat(denylist.find(token("user", START + 1)))
                .as("a session without its id")
                .isNotNull();
        assertThat(denylist.find(token("user", START + 2))).isNull();
    }

    @Test
    void claimsOfAnotherTypeFindNothingAndBreakNothing() {
        denylist.add(subject("user", START));
        denylist.add(new Withdrawal(
                1L, "role", null, null, null, null, "manager", null, START, START + 360, "role-deleted"));
        Jwt odd = Jwt.withTokenValue("t")
                .header("alg", "ES256")
                .claim("sub", List.of("user"))
                .claim("sid", 42)
                .claim("roles", "manager")
                .issuedAt(Instant.ofEpochSecond(START))
                .build();
        assertThat(denylist.find(odd)).isNull();
    }

    /** The denylist widens while a token is being looked up, just before one of its claims is read. */
    @ParameterizedTest
    @ValueSource(strings = {"sub", "sid", "azp", "jti"})
    void aTokenIsDeniedAlthoughTheListWidensMeanwhile(String claim) {
        denylist.add(subject("user", START));
        assertThat(denylist.find(new InterruptedLookUp(claim, Map.of("sub", "user"), this::widen)))
                .isNotNull();
    }

    /** Roles are looked up last. */
    @ParameterizedTest
    @ValueSource(strings = {"sub", "roles"})
    void soIsOneDeniedForItsRole(String claim) {
        denylist.add(
                new Withdrawal(1L, "role", null, null, null, null, "clerk", null, START, START + 360, "role-deleted"));
        assertThat(denylist.find(new InterruptedLookUp(claim, Map.of("roles", List.of("clerk")), this::widen)))
                .isNotNull();
    }

    private void widen() {
        for (int i = 0; i < 1_001; i++) {
            denylist.add(subject("other-" + i, START));
        }
        assertThat(denylist.size()).isLessThan(1_000);
    }

    private static Withdrawal subject(String sub, long issuedUpTo) {
        return new Withdrawal(
                1L, "subject", null, null, sub, null, null, null, issuedUpTo, issuedUpTo + 360, "disabled");
    }

    private static Jwt token(String sub, long issuedAt) {
        return Jwt.withTokenValue("t")
                .header("alg", "ES256")
                .subject(sub)
                .issuedAt(Instant.ofEpochSecond(issuedAt))
                .build();
    }

    /** A token that lets something happen just before one of its claims is read. */
    private static final class InterruptedLookUp extends Jwt {
        private static final long serialVersionUID = 1L;

        private final transient Map<String, Object> claims;

        InterruptedLookUp(String claim, Map<String, Object> claims, Runnable meanwhile) {
            super("t", Instant.ofEpochSecond(START), null, Map.of("alg", "ES256"), claims);
            this.claims = new HashMap<>(claims) {
                private static final long serialVersionUID = 1L;

                @Override
                public Object get(Object key) {
                    if (key.equals(claim)) {
                        meanwhile.run();
                    }
                    return super.get(key);
                }
            };
        }

        @Override
        public Map<String, Object> getClaims() {
            return claims;
        }

        @Override
        public Instant getIssuedAt() {
            return Instant.ofEpochSecond(START);
        }
    }
}
