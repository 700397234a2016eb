package dev.daemun.kakao;

import com.fasterxml.jackson.databind.JsonNode;
import dev.daemun.brokering.ProviderKind;
import dev.daemun.brokering.Unlinking;
import dev.daemun.kakao.settings.KakaoIdentityProviderConfig;
import java.io.IOException;
import java.util.Optional;
import org.keycloak.events.outbox.OutboxDeliveryResult;
import org.keycloak.http.simple.SimpleHttp;
import org.keycloak.http.simple.SimpleHttpResponse;
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

    /** Kakao's answers are shorter; what is longer is not Kakao's. */
    private static final long LONGEST_ANSWER = 64 * 1024;

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
        try (SimpleHttpResponse response = SimpleHttp.create(session)
                .withMaxConsumedResponseSize(LONGEST_ANSWER)
                .doPost(URL)
                .header("Authorization", "KakaoAK " + adminKey)
                .param("target_id_type", "user_id")
                .param("target_id", id)
                .asResponse()) {
            int code = response.getStatus() == 200 ? 0 : code(response);
            return response.getStatus() == 200 || code == NOT_LINKED
                    ? OutboxDeliveryResult.delivered()
                    : OutboxDeliveryResult.retry("status " + response.getStatus() + ", code " + code);
        }
    }

    /** Kakao's number for the error; 0 when the answer has none. */
    private static int code(SimpleHttpResponse response) {
        try {
            JsonNode body = response.asJson();
            return body.path("code").asInt();
        } catch (IOException e) {
            return 0;
        }
    }
}
