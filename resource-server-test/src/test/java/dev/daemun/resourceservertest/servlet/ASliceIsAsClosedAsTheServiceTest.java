package dev.daemun.resourceservertest.servlet;

import static org.assertj.core.api.Assertions.assertThat;

import dev.daemun.resourceservertest.WithDaemunToken;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.webmvc.test.autoconfigure.WebMvcTest;
import org.springframework.test.web.servlet.assertj.MockMvcTester;

@WebMvcTest
class ASliceIsAsClosedAsTheServiceTest {
    @Autowired
    MockMvcTester mvc;

    @Test
    void nobodyComesInWithoutAToken() {
        assertThat(mvc.get().uri("/me")).hasStatus(401).hasContentType("application/problem+json");
    }

    @Test
    @WithDaemunToken(subject = "ann", idp = "kakao", claims = "{\"age_over_19\": true}")
    void theTokenSaysWhatTheTestSays() {
        assertThat(mvc.get().uri("/me")).hasStatusOk().hasBodyTextEqualTo("ann by kakao adult true");
    }

    @Test
    @WithDaemunToken(
            roles = {"member", "order-manager"},
            scopes = {"openid", "orders"})
    void authoritiesAreThoseOfProduction() {
        assertThat(mvc.get().uri("/authorities"))
                .bodyJson()
                .isLenientlyEqualTo("[\"ROLE_member\", \"ROLE_order-manager\", \"SCOPE_openid\", \"SCOPE_orders\"]");
    }

    @Test
    @WithDaemunToken(roles = "member")
    void anotherRoleIsNotEnough() {
        assertThat(mvc.get().uri("/reports")).hasStatus(403).hasContentType("application/problem+json");
    }

    @Test
    @WithDaemunToken(roles = "order-manager")
    void theRoleIsEnough() {
        assertThat(mvc.get().uri("/reports")).hasStatusOk();
    }
}
