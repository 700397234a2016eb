package dev.daemun.resourceserver;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.security.oauth2.core.DelegatingOAuth2TokenValidator;
import org.springframework.security.oauth2.core.OAuth2TokenValidator;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.jwt.JwtTimestampValidator;

class UsualTimesAcceptNothingElseTest {
    private static final Instant NOW = Instant.parse("2026-11-27T12:00:00Z");
    private static final Clock CLOCK = Clock.fixed(NOW, ZoneOffset.UTC);

    @ParameterizedTest
    @ValueSource(ints = {0, 30, 300})
    void thanTheRules(int skew) {
        OAuth2TokenValidator<Jwt> rules = rules(Duration.ofSeconds(skew));
        OAuth2TokenValidator<Jwt> usual = new UsualTimes(CLOCK, rules);
        int accepted = 0;
        int refused = 0;
        for (Instant issued : times()) {
            for (Instant notBefore : times()) {
                for (Instant expires : times()) {
                    if (issued != null && expires != null && !expires.isAfter(issued)) {
                        // Spring Security makes no token of these.
                        continue;
                    }
                    Jwt token = token(issued, notBefore, expires);
                    boolean good = !rules.validate(token).hasErrors();
                    assertThat(!usual.validate(token).hasErrors())
                            .as("%s, %s, %s", issued, notBefore, expires)
                            .isEqualTo(good);
                    if (good) {
                        accepted++;
                    } else {
                        refused++;
                    }
                }
            }
        }
        assertThat(accepted).isGreaterThan(50);
        assertThat(refused).isGreaterThan(50);
    }

    @Test
    void andAreNotAskedAbout() {
        OAuth2TokenValidator<Jwt> usual = new UsualTimes(CLOCK, token -> {
            throw new AssertionError(token.getClaims());
        });
        Jwt token = token(NOW.minusSeconds(1), null, NOW.plusSeconds(300));
        assertThat(usual.validate(token).hasErrors()).isFalse();
    }

    private static OAuth2TokenValidator<Jwt> rules(Duration skew) {
        JwtTimestampValidator times = new JwtTimestampValidator(skew);
        times.setClock(CLOCK);
        return new DelegatingOAuth2TokenValidator<>(new PlausibleTimes(skew, CLOCK), times);
    }

    private static List<@Nullable Instant> times() {
        List<@Nullable Instant> times = new ArrayList<>(Arrays.asList(
                null,
                Instant.EPOCH,
                PlausibleTimes.EARLIEST.minusNanos(1),
                PlausibleTimes.EARLIEST,
                PlausibleTimes.LATEST,
                PlausibleTimes.LATEST.plusNanos(1)));
        for (int seconds : new int[] {-301, -300, -31, -30, -1, 0, 1, 30, 31, 300, 301}) {
            times.add(NOW.plusSeconds(seconds));
        }
        times.add(NOW.minusNanos(1));
        times.add(NOW.plusNanos(1));
        return times;
    }

    private static Jwt token(@Nullable Instant issued, @Nullable Instant notBefore, @Nullable Instant expires) {
        Map<String, Object> claims = new HashMap<>(Map.of("sub", "somebody"));
        put(claims, "iat", issued);
        put(claims, "nbf", notBefore);
        put(claims, "exp", expires);
        return Jwt.withTokenValue("token")
                .header("alg", "ES256")
                .claims(all -> all.putAll(claims))
                .build();
    }

    private static void put(Map<String, Object> claims, String name, @Nullable Instant value) {
        if (value != null) {
            claims.put(name, value);
        }
    }
}
