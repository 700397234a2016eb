package dev.daemun.naver.tokens;

import dev.daemun.brokering.BoundedCall;
import dev.daemun.naver.settings.NaverIdentityProviderConfig;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import org.keycloak.models.KeycloakSession;

/**
 * The calls to Naver about stored tokens, which are made on threads of the background and need no Keycloak session any more.
 *
 * @param secret the client secret; empty where none is set
 */
record NaverCalls(BoundedCall http, String clientId, String secret) {
    private static final String NAVER = "https://nid.naver.com";

    static NaverCalls with(KeycloakSession session, NaverIdentityProviderConfig settings) {
        return new NaverCalls(
                BoundedCall.with(session),
                settings.getClientId(),
                settings.secret(session).orElse(""));
    }

    /** Ends the grant behind a token (RFC 7009): the pair of tokens, and the entry among the person's connected services. */
    NaverAnswer revoke(String token, String kind) throws IOException {
        return post("/oauth2.0/revoke", Map.of("token", token, "token_type_hint", kind));
    }

    /**
     * Asks for a new access token (RFC 6749 section 6) where the stored ones have come from. A refused one is tried at the endpoint of the other
     * mode as well: a provider may have been switched over, and nobody is to be taken to have left because of that.
     */
    NaverAnswer refresh(StoredGrant grant) throws IOException {
        NaverAnswer answer = refresh(grant, grant.isOfOpenIdConnect());
        if (!answer.saysThatTheGrantHasEnded() && !answer.maySayThatTheGrantHasEnded()) {
            return answer;
        }
        NaverAnswer another = refresh(grant, !grant.isOfOpenIdConnect());
        return another.tokensIfAny().isPresent() || another.isOutOfOrder() ? another : answer;
    }

    private NaverAnswer refresh(StoredGrant grant, boolean openIdConnect) throws IOException {
        return post(
                openIdConnect ? "/oauth2/token" : "/oauth2.0/token",
                Map.of("grant_type", "refresh_token", "refresh_token", grant.refreshToken()));
    }

    private NaverAnswer post(String path, Map<String, String> about) throws IOException {
        Map<String, String> form = new LinkedHashMap<>(about);
        form.put("client_id", clientId);
        form.put("client_secret", secret);
        BoundedCall.Answer answer = http.post(NAVER + path, Map.of(), form);
        return new NaverAnswer(answer.status(), answer.body());
    }
}
