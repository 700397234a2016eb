package dev.daemun.resourceservertest.servlet;

import static org.assertj.core.api.Assertions.assertThat;

import dev.daemun.resourceservertest.DaemunTestIssuer;
import dev.daemun.resourceservertest.WithDaemunIssuer;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.webmvc.test.autoconfigure.AutoConfigureMockMvc;
import org.springframework.test.web.servlet.assertj.MockMvcTester;

@SpringBootTest
@AutoConfigureMockMvc
@WithDaemunIssuer
class SignedOutTest {
    @Autowired
    MockMvcTester mvc;

    @Autowired
    DaemunTestIssuer issuer;

    @Test
    void whoeverSignedOutIsRefused() {
        String token = issuer.token().subject("ann").roles("member").sign();
        assertThat(mvc.get().uri("/me").header("Authorization", "Bearer " + token))
                .hasStatusOk();
        issuer.withdraw(token);
        assertThat(mvc.get().uri("/me").header("Authorization", "Bearer " + token))
                .hasStatus(401);
    }
}
