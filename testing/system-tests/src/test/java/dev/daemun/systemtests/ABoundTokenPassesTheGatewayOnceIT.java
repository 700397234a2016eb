package dev.daemun.systemtests;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.jwk.ECKey;
import dev.daemun.localplatform.CodeFlow;
import dev.daemun.localplatform.Login;
import dev.daemun.localplatform.Pkce;
import dev.daemun.testissuer.TestProof;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.ResourceLock;

/**
 * Gateway and service both check who has the key of a token that is bound to one, although the caller knows only the gateway's
 * address.
 */
@NeedsUsualPorts
@ResourceLock(DemoPlatform.LOCK)
class ABoundTokenPassesTheGatewayOnceIT {
    private static final DemoPlatform PLATFORM = DemoPlatform.shared();
    private static final String CLIENT = "sample-bound-app";

    private final ECKey key = TestProof.newKey();

    @Test
    void forTheAddressThatTheCallerKnows() {
        String token = token();
        String proof = proof(key, "api/me", token);
        Call.Answer answer = me(token, proof);
        assertThat(answer.status()).as(answer.body()).isEqualTo(200);
        assertThat(me(token, proof).status()).as("the same proof, sent again").isEqualTo(401);
        assertThat(me(token, proof(key, "api/orders", token)).status())
                .as("a proof for another address")
                .isEqualTo(401);
        assertThat(me(token, proof(TestProof.newKey(), "api/me", token)).status())
                .as("a proof with another key")
                .isEqualTo(401);
        assertThat(PLATFORM.callService("/me").bearer(token).get().status())
                .as("no proof")
                .isEqualTo(401);
    }

    private static String proof(ECKey key, String path, String token) {
        return TestProof.of(key, "GET", PLATFORM.webApp() + path, token).sign();
    }

    private Call.Answer me(String token, String proof) {
        return PLATFORM.callService("/me")
                .header("Authorization", "DPoP " + token)
                .header("DPoP", proof)
                .get();
    }

    private String token() {
        String issuer = PLATFORM.description().issuer();
        String endpoint = issuer + "/protocol/openid-connect/token";
        CodeFlow flow = new CodeFlow(issuer, CLIENT, PLATFORM.webApp(), "openid");
        Pkce pkce = Pkce.random();
        Call.Answer answer = Call.to(endpoint)
                .header("DPoP", TestProof.of(key, "POST", endpoint).sign())
                .postForm(Map.of(
                        "grant_type",
                        "authorization_code",
                        "client_id",
                        CLIENT,
                        "redirect_uri",
                        PLATFORM.webApp(),
                        "code",
                        flow.code(new Login("demo-member", TestRealm.DEMO_PASSWORD), pkce),
                        "code_verifier",
                        pkce.verifier()));
        assertThat(answer.status()).as(answer.body()).isEqualTo(200);
        return answer.json().path("access_token").asText();
    }
}
