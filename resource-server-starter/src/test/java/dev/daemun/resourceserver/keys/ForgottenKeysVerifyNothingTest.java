package dev.daemun.resourceserver.keys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.KeySourceException;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKMatcher;
import com.nimbusds.jose.jwk.JWKSelector;
import dev.daemun.testissuer.TestIssuer;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** An issuer that has removed a key, because somebody else may have it, publishes it no longer. */
class ForgottenKeysVerifyNothingTest {
    private static final JWKSelector ANY = new JWKSelector(new JWKMatcher.Builder().build());

    private final TestIssuer issuer = TestIssuer.started(JWSAlgorithm.ES256);
    private final SigningKeys keys = new SigningKeys(issuer.uri(), null);

    @AfterEach
    void stop() throws Exception {
        keys.close();
        issuer.close();
    }

    @Test
    void untilTheyAreFetchedAgain() throws KeySourceException {
        AtomicInteger changes = new AtomicInteger();
        keys.onChange(changes::incrementAndGet);
        List<JWK> before = keys.get(ANY, null);
        issuer.replaceKeys();
        assertThat(keys.get(ANY, null)).as("kept for five minutes").isEqualTo(before);

        int version = keys.version();
        keys.forget();

        assertThat(changes).as("remembered tokens are forgotten too").hasValue(1);
        assertThat(keys.version()).isNotEqualTo(version);
        assertThat(keys.get(ANY, null)).doesNotContainAnyElementsOf(before).isNotEmpty();
    }

    @Test
    void alsoWhileTheIssuerIsAway() throws KeySourceException {
        assertThat(keys.get(ANY, null)).isNotEmpty();
        issuer.goAway();
        assertThat(keys.get(ANY, null)).as("used until it is back").isNotEmpty();

        keys.forget();

        assertThatThrownBy(() -> keys.get(ANY, null)).isInstanceOf(KeySourceException.class);
        assertThat(keys.available()).isFalse();
    }

    @Test
    void howeverOften() throws KeySourceException {
        for (int i = 0; i < 20; i++) {
            keys.forget();
            assertThat(keys.get(ANY, null)).isNotEmpty();
        }
        assertThat(issuer.keyFetches).hasValue(20);
    }
}
