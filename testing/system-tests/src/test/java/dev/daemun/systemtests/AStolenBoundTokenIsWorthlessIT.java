package dev.daemun.systemtests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.jwk.ECKey;
import dev.daemun.localplatform.CodeFlow;
import dev.daemun.localplatform.Pkce;
import dev.daemun.testissuer.TestProof;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.ResourceLock;

/** Keycloak binds tokens of the client {@code sample-bound-app} to its key; the sample service demands the proof. */
@ResourceLock(TestPlatform.LOCK)
class AStolenBoundTokenIsWorthlessIT {
    private static final TestPlatform PLATFORM = TestPlatform.shared();
    private static final String CLIENT = "sample-bound-app";

    private final TestUser user = TestUser.create(PLATFORM, Map.of());
    private final ECKey key = TestProof.newKey();

    @AfterEach
    void deleteUser() {
        user.close();
    }

    @Test
    void withoutItsKey() throws JOSEException {
        Call.Answer answer = tokens(TestProof.of(key, "POST", tokenEndpoint()).sign());
        assertThat(answer.status()).as(answer.body()).isEqualTo(200);
        assertThat(answer.json().path("token_type").asText()).isEqualTo("DPoP");
        String token = answer.json().path("access_token").asText();
        assertThat(Claims.of(token).payload().path("cnf").path("jkt").asText())
                .isEqualTo(key.computeThumbprint().toString());

        String proof = proof(key, token);
        assertThat(me(token, proof).status()).isEqualTo(200);
        assertThat(me(token, proof).status()).as("the same proof, sent again").isEqualTo(401);
        assertThat(me(token, proof(TestProof.newKey(), token)).status()).isEqualTo(401);
        assertThat(PLATFORM.callService("/me").bearer(token).get().status()).isEqualTo(401);

        user.resource().logout();
        await().until(() -> me(token, proof(key, token)).status() == 401);
        assertThat(me(token, proof(key, token)).json().path("reason").asText()).isEqualTo("signed-out-everywhere");
    }

    @Test
    void thereIsNoTokenForWhoProvesNothing() {
        assertThat(tokens("no.proof.atall").status()).isEqualTo(400);
    }

    private Call.Answer tokens(String proof) {
        String redirectUri = TestRealm.webApp(PLATFORM.ports) + "/";
        CodeFlow flow = new CodeFlow(PLATFORM.keycloak.issuer(), CLIENT, redirectUri, "openid");
        Pkce pkce = Pkce.random();
        return Call.to(tokenEndpoint())
                .header("DPoP", proof)
                .postForm(Map.of(
                        "grant_type",
                        "authorization_code",
                        "client_id",
                        CLIENT,
                        "redirect_uri",
                        redirectUri,
                        "code",
                        flow.code(user.login(), pkce),
                        "code_verifier",
                        pkce.verifier()));
    }

    private static String proof(ECKey key, String token) {
        return TestProof.of(key, "GET", PLATFORM.sampleService.url() + "/me", token)
                .sign();
    }

    private static Call.Answer me(String token, String proof) {
        return PLATFORM.callService("/me")
                .header("Authorization", "DPoP " + token)
                .header("DPoP", proof)
                .get();
    }

    private static String tokenEndpoint() {
        return PLATFORM.keycloak.issuer() + "/protocol/openid-connect/token";
    }
}
