package dev.daemun.kakao;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.daemun.brokering.BoundedCall;
import dev.daemun.brokering.ProviderKind;
import dev.daemun.brokering.Unlinking;
import dev.daemun.kakao.settings.KakaoIdentityProviderConfig;
import java.io.IOException;
import java.util.Map;
import java.util.Optional;
import org.keycloak.events.outbox.OutboxDeliveryResult;
import org.keycloak.models.FederatedIdentityModel;
import org.keycloak.models.IdentityProviderModel;
import org.keycloak.models.KeycloakSession;

/**
 * Kakao's unlink call with the app's admin key (Kakao Login, REST API, "Unlink"). Error messages hold Kakao's number for
 * the error and neither the key nor the person's number.
 */
record KakaoUnlinking() implements Unlinking {
    private static final String URL = "https://kapi.kakao.com/v1/user/unlink";

    /** Not linked any more: what was wanted. */
    private static final int NOT_LINKED = -101;

    private static final ObjectMapper JSON = new ObjectMapper();

    @Override
    public ProviderKind kind() {
        return KakaoIdentityProviderConfig.KIND;
    }

    /** The person's number alone, where there is an admin key, without which Kakao can't be called. */
    @Override
    public Optional<String> payload(
            KeycloakSession session, IdentityProviderModel provider, FederatedIdentityModel link) {
        return new KakaoIdentityProviderConfig(provider).adminKey(session).map(key -> link.getUserId());
    }

    @Override
    public String externalId(String payload) {
        return payload;
    }

    @Override
    public OutboxDeliveryResult call(KeycloakSession session, IdentityProviderModel provider, String id)
            throws IOException {
        Optional<String> adminKey = new KakaoIdentityProviderConfig(provider).adminKey(session);
        return adminKey.isPresent()
                ? unlink(session, adminKey.get(), id)
                : OutboxDeliveryResult.retry("no admin key is set");
    }

    private static OutboxDeliveryResult unlink(KeycloakSession session, String adminKey, String id) throws IOException {
        BoundedCall.Answer answer = BoundedCall.with(session)
                .post(
                        URL,
                        Map.of("Authorization", "KakaoAK " + adminKey),
                        Map.of("target_id_type", "user_id", "target_id", id));
        int code = answer.status() == 200 ? 0 : code(answer.body());
        return answer.status() == 200 || code == NOT_LINKED
                ? OutboxDeliveryResult.delivered()
                : OutboxDeliveryResult.retry("status " + answer.status() + ", code " + code);
    }

    /** Kakao's number for the error; 0 when the answer has none. */
    private static int code(String body) {
        try {
            return JSON.readTree(body).path("code").asInt();
        } catch (JsonProcessingException e) {
            return 0;
        }
    }
}
