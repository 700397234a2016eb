package dev.daemun.localplatform;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class PkceTest {
    @Test
    void theChallengeIsThatOfTheStandard() {
        // RFC 7636 appendix B
        assertThat(new Pkce("dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk").challenge())
                .isEqualTo("E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM");
    }

    @Test
    void noTwoVerifiersAreTheSame() {
        assertThat(Pkce.random().verifier())
                .hasSize(43)
                .isNotEqualTo(Pkce.random().verifier());
    }
}
