package dev.daemun.resourceservertest.reactive;

import dev.daemun.resourceservertest.DaemunTestIssuer;
import dev.daemun.resourceservertest.WithDaemunIssuer;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.webtestclient.autoconfigure.AutoConfigureWebTestClient;
import org.springframework.test.web.reactive.server.WebTestClient;

@SpringBootTest(properties = "spring.main.web-application-type=reactive")
@AutoConfigureWebTestClient
@WithDaemunIssuer
class AReactiveServiceHearsOfWithdrawalsInATestTest {
    @Autowired
    WebTestClient client;

    @Autowired
    DaemunTestIssuer issuer;

    @Test
    void aTokenIsVerifiedAndRefusedOnceItIsWithdrawn() {
        String token = issuer.token().roles("order-manager").scopes("orders").sign();
        get("/reports", token).expectStatus().isOk();
        get("/reports", issuer.tokenWithRoles("member")).expectStatus().isForbidden();
        get("/reports", token + "A").expectStatus().isUnauthorized();

        issuer.withdraw(token);

        get("/reports", token).expectStatus().isUnauthorized();
    }

    private WebTestClient.ResponseSpec get(String path, String token) {
        return client.get().uri(path).header("Authorization", "Bearer " + token).exchange();
    }
}
