package dev.daemun.systemtests;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;

/**
 * A token that is in use while a walk changes the realm.
 *
 * @param refreshToken empty for a service account's token, which has none
 */
record WalkedToken(String clientId, String accessToken, String refreshToken, Claims claims) {
    static WalkedToken of(String clientId, String accessToken, String refreshToken) {
        return new WalkedToken(clientId, accessToken, refreshToken, Claims.of(accessToken));
    }

    String subject() {
        return claims.text("sub");
    }

    String sid() {
        return claims.text("sid");
    }

    long issuedAt() {
        return claims.number("iat");
    }

    boolean hasSession() {
        return !refreshToken.isEmpty();
    }

    /** Keycloak's own answer (RFC 7662), asked as the service that the token is meant for. */
    boolean isGoodAt(TestPlatform platform) {
        Call.Answer answer = platform.callRealm("/protocol/openid-connect/token/introspect")
                .basic(Services.SAMPLE, TestRealm.SERVICE_SECRET)
                .postForm(Map.of("token", accessToken));
        List<String> roles = Claims.texts(answer.json().path("roles"));
        return answer.json().path("active").asBoolean() && roles.containsAll(claims.list("roles"));
    }

    /** The reason for which a service refuses it; empty if it is accepted. */
    String refusedAt(String service) {
        Call.Answer answer = Call.to(service + "/me").bearer(accessToken).get();
        if (answer.status() == 200) {
            return "";
        }
        assertThat(answer.status()).isEqualTo(401);
        return answer.json().path("reason").asText("invalid");
    }
}
