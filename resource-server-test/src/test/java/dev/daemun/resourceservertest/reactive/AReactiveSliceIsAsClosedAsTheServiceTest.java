package dev.daemun.resourceservertest.reactive;

import dev.daemun.resourceservertest.WithDaemunToken;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.webflux.test.autoconfigure.WebFluxTest;
import org.springframework.test.web.reactive.server.WebTestClient;

@WebFluxTest
class AReactiveSliceIsAsClosedAsTheServiceTest {
    @Autowired
    WebTestClient client;

    @Test
    void nobodyComesInWithoutAToken() {
        client.get()
                .uri("/me")
                .exchange()
                .expectStatus()
                .isUnauthorized()
                .expectHeader()
                .contentType("application/problem+json");
    }

    @Test
    @WithDaemunToken(subject = "ann", idp = "kakao")
    void theTokenSaysWhatTheTestSays() {
        client.get()
                .uri("/me")
                .exchange()
                .expectStatus()
                .isOk()
                .expectBody(String.class)
                .isEqualTo("ann by kakao");
    }

    @Test
    @WithDaemunToken(roles = "order-manager")
    void theRoleWithoutTheScopeIsNotEnough() {
        client.get().uri("/reports").exchange().expectStatus().isForbidden();
    }

    @Test
    @WithDaemunToken(roles = "order-manager", scopes = "orders")
    void bothAreEnough() {
        client.get().uri("/reports").exchange().expectStatus().isOk();
    }
}
