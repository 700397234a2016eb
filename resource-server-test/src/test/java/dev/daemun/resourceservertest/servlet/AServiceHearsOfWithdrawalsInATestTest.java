package dev.daemun.resourceservertest.servlet;

import static org.assertj.core.api.Assertions.assertThat;

import dev.daemun.resourceservertest.DaemunTestIssuer;
import dev.daemun.resourceservertest.WithDaemunIssuer;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.webmvc.test.autoconfigure.AutoConfigureMockMvc;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.springframework.test.web.servlet.assertj.MvcTestResult;

@SpringBootTest
@AutoConfigureMockMvc
@WithDaemunIssuer
class AServiceHearsOfWithdrawalsInATestTest {
    @Autowired
    MockMvcTester mvc;

    @Autowired
    DaemunTestIssuer issuer;

    @Test
    void aSignedTokenOpensWhatItsRolesOpen() {
        assertThat(get("/me", issuer.token().subject("ann").idp("google").sign()))
                .hasStatusOk()
                .hasBodyTextEqualTo("ann by google adult null");
        assertThat(get("/reports", issuer.tokenWithRoles("member"))).hasStatus(403);
        assertThat(get("/reports", issuer.tokenWithRoles("order-manager"))).hasStatusOk();
    }

    @Test
    void everyRuleOfProductionHolds() {
        assertThat(get("/me", issuer.token().audience("billing").sign())).hasStatus(401);
        assertThat(get("/me", issuer.token().issued(Duration.ofMinutes(10)).sign()))
                .hasStatus(401);
        assertThat(get("/me", issuer.token().claim("jti", null).sign())).hasStatus(401);
        assertThat(get("/me", issuer.token().sign() + "A")).hasStatus(401);
    }

    @Test
    void whoeverSignedOutIsRefusedAndNobodyElse() {
        String gone = issuer.token().subject("bob").sign();
        String stays = issuer.token().subject("bob").sign();
        assertThat(get("/me", gone)).hasStatusOk();

        issuer.withdraw(gone);

        assertThat(get("/me", gone))
                .hasStatus(401)
                .bodyJson()
                .extractingPath("reason")
                .isEqualTo("signed-out");
        assertThat(get("/me", stays)).as("another session").hasStatusOk();
    }

    @Test
    void allTokensOfAPersonOrOfARoleAreRefused() {
        String first = issuer.token().subject("cho").sign();
        String second = issuer.token().subject("dan").roles("cashier").sign();
        String other = issuer.token().subject("eve").sign();

        issuer.withdrawAllOf("cho");
        issuer.withdrawRole("cashier");

        assertThat(get("/me", first)).hasStatus(401);
        assertThat(get("/me", second)).hasStatus(401);
        assertThat(get("/me", other)).hasStatusOk();
    }

    private MvcTestResult get(String path, String token) {
        return mvc.get().uri(path).header("Authorization", "Bearer " + token).exchange();
    }
}
