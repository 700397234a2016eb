package dev.daemun.resourceserver.cache;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.springframework.security.oauth2.core.OAuth2Error;
import org.springframework.security.oauth2.core.OAuth2TokenValidator;
import org.springframework.security.oauth2.core.OAuth2TokenValidatorResult;
import org.springframework.security.oauth2.jwt.BadJwtException;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.jwt.JwtValidationException;

class OnlyGoodTokensAreRememberedTest {
    private final AtomicInteger signatureChecks = new AtomicInteger();
    private final AtomicInteger keySet = new AtomicInteger();
    private final AtomicLong nanos = new AtomicLong();
    private final Set<String> denied = new HashSet<>();
    private final VerifiedTokens seen = new VerifiedTokens(100, 1_000_000, Duration.ofSeconds(60), nanos::get);
    private final AtomicInteger constantChecks = new AtomicInteger();
    private final CachingJwtDecoder decoder = decoderWith(seen);

    @Test
    void aSecondLookCostsNoSignatureCheck() {
        Jwt first = decoder.decode("good");
        assertThat(decoder.decode("good")).isSameAs(first);
        assertThat(decoder.decodeIfSeen("good")).isSameAs(first);
        assertThat(decoder.decodeIfSeen("goof")).isNull();
        assertThat(signatureChecks).hasValue(1);
    }

    @Test
    void whatTheSignatureOrARuleRefusedIsNeverRemembered() {
        denied.add("denied");
        for (int i = 0; i < 3; i++) {
            assertThatThrownBy(() -> decoder.decode("forged")).isInstanceOf(BadJwtException.class);
            assertThatThrownBy(() -> decoder.decode("denied")).isInstanceOf(JwtValidationException.class);
        }
        assertThat(signatureChecks).hasValue(6);
        assertThat(seen.asCache().estimatedSize()).isZero();
    }

    @Test
    void everyLookIsCheckedAgainstTheRules() {
        decoder.decode("good");
        denied.add("good");
        assertThatThrownBy(() -> decoder.decode("good"))
                .isInstanceOf(JwtValidationException.class)
                .hasMessage("withdrawn");
        assertThatThrownBy(() -> decoder.decodeIfSeen("good")).isInstanceOf(JwtValidationException.class);
    }

    @Test
    void anotherKeySetForgetsThemEvenWhileOneIsBeingVerified() {
        decoder.decode("good");
        keySet.incrementAndGet();
        assertThat(decoder.decodeIfSeen("good")).isNull();
        decoder.decode("changes the keys meanwhile");
        assertThat(decoder.decodeIfSeen("changes the keys meanwhile")).isNull();
    }

    @Test
    void theyAgeHoweverOftenTheyAreUsed() {
        decoder.decode("good");
        for (int second = 0; second < 59; second++) {
            nanos.addAndGet(Duration.ofSeconds(1).toNanos());
            assertThat(decoder.decodeIfSeen("good")).isNotNull();
        }
        nanos.addAndGet(Duration.ofSeconds(2).toNanos());
        assertThat(decoder.decodeIfSeen("good")).isNull();
    }

    @Test
    void manyTokensTakeNoMoreThanTheNumberAndTheBytes() {
        for (int i = 0; i < 10_000; i++) {
            decoder.decode("good " + i);
        }
        seen.asCache().cleanUp();
        assertThat(seen.asCache().estimatedSize()).isBetween(1L, 100L);

        VerifiedTokens narrow = new VerifiedTokens(1_000, 50_000, Duration.ofSeconds(60), nanos::get);
        CachingJwtDecoder large = decoderWith(narrow);
        for (int i = 0; i < 1_000; i++) {
            large.decode("x".repeat(2_000) + i);
        }
        narrow.asCache().cleanUp();
        assertThat(narrow.asCache().estimatedSize())
                .as("fifty thousand bytes hold five tokens of nine thousand")
                .isBetween(1L, 5L);
    }

    @Test
    void onlyWhatMayChangeIsCheckedAgain() {
        decoder.decode("good");
        constantChecks.set(0);
        decoder.decode("good");
        assertThat(constantChecks).hasValue(0);
        decoder.decode("another");
        assertThat(constantChecks).hasValue(1);
    }

    private CachingJwtDecoder decoderWith(VerifiedTokens tokens) {
        OAuth2TokenValidator<Jwt> changing = jwt -> denied.contains(jwt.getTokenValue())
                ? OAuth2TokenValidatorResult.failure(new OAuth2Error("invalid_token", "withdrawn", null))
                : OAuth2TokenValidatorResult.success();
        return new CachingJwtDecoder(
                token -> {
                    signatureChecks.incrementAndGet();
                    if (token.equals("forged")) {
                        throw new BadJwtException("forged");
                    }
                    if (token.startsWith("changes the keys")) {
                        keySet.incrementAndGet();
                    }
                    return new Jwt(
                            token, Instant.EPOCH, Instant.MAX, Map.of("alg", "ES256"), Map.of("sub", "somebody"));
                },
                keySet::get,
                jwt -> {
                    constantChecks.incrementAndGet();
                    return changing.validate(jwt);
                },
                changing,
                tokens);
    }
}
