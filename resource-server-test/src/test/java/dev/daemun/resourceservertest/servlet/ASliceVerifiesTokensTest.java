package dev.daemun.resourceservertest.servlet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import dev.daemun.resourceservertest.DaemunTestIssuer;
import dev.daemun.resourceservertest.WithDaemunIssuer;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.webmvc.test.autoconfigure.WebMvcTest;
import org.springframework.test.web.servlet.assertj.MockMvcTester;

@WebMvcTest
@WithDaemunIssuer
class ASliceVerifiesTokensTest {
    @Autowired
    MockMvcTester mvc;

    @Autowired
    DaemunTestIssuer issuer;

    @Test
    void onlyASignedTokenOpensIt() {
        String token = issuer.token().subject("ann").sign();
        assertThat(mvc.get().uri("/me").header("Authorization", "Bearer " + token))
                .hasStatusOk();
        assertThat(mvc.get().uri("/me").header("Authorization", "Bearer " + token + "A"))
                .hasStatus(401);
    }

    @Test
    void aWithdrawalThatNobodyHearsOfIsAnError() {
        String token = issuer.token().sign();
        assertThatIllegalStateException()
                .isThrownBy(() -> issuer.withdraw(token))
                .withMessageContaining("does not read the feed of the test issuer");
    }
}
