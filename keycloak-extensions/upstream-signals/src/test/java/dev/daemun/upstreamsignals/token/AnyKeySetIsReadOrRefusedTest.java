package dev.daemun.upstreamsignals.token;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.io.IOException;
import org.keycloak.crypto.KeyWrapper;

/** Whatever Google or Kakao answers where their keys are, and whatever something between answers in their place. */
class AnyKeySetIsReadOrRefusedTest {
    @FuzzTest
    void answer(byte[] body) {
        try {
            for (KeyWrapper key : KeySetRequest.keys(body).getKeys()) {
                assertThat(key.getPublicKey()).isNotNull();
            }
        } catch (IOException refusal) {
            assertThat(refusal.getMessage()).isNotNull();
        }
    }
}
