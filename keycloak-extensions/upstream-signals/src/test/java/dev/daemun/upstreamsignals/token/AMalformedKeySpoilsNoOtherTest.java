package dev.daemun.upstreamsignals.token;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.keycloak.crypto.KeyWrapper;

/** Providers publish keys of new kinds, and one is broken now and then, while the others still sign. */
class AMalformedKeySpoilsNoOtherTest {
    @ParameterizedTest
    @ValueSource(strings = {"good", "unknown-kind", "bad-number", "no-kind", "null-key", "no-modulus", "ec", "okp"})
    void besideIt(String set) throws IOException {
        try (InputStream answer = getClass().getResourceAsStream("AnyKeySetIsReadOrRefusedTestInputs/answer/" + set)) {
            assertThat(KeySetRequest.keys(answer.readAllBytes()).getKeys())
                    .extracting(KeyWrapper::getKid)
                    .contains("k1");
        }
    }
}
