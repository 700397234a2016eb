package dev.daemun.kakao.unlink;

import com.fasterxml.jackson.databind.JsonNode;
import dev.daemun.kakao.settings.KakaoIdentityProviderConfig;
import java.io.IOException;
import org.jboss.logging.Logger;
import org.keycloak.events.outbox.OutboxDeliveryHandler;
import org.keycloak.events.outbox.OutboxDeliveryResult;
import org.keycloak.http.simple.SimpleHttp;
import org.keycloak.http.simple.SimpleHttpResponse;
import org.keycloak.models.IdentityProviderModel;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;
import org.keycloak.models.jpa.entities.OutboxEntryEntity;

/**
 * Kakao's unlink call with the app's admin key (Kakao Login, REST API, "Unlink"). Error messages hold Kakao's number for
 * the error and neither the key nor the person's number.
 */
final class UnlinkCall implements OutboxDeliveryHandler {
    private static final Logger LOG = Logger.getLogger(UnlinkCall.class);
    private static final String URL = "https://kapi.kakao.com/v1/user/unlink";

    /** Not linked any more: what was wanted. */
    private static final int NOT_LINKED = -101;

    @Override
    public String entryKind() {
        return UnlinkQueue.KIND;
    }

    @Override
    public OutboxDeliveryResult deliver(KeycloakSession session, OutboxEntryEntity row) {
        RealmModel realm = session.realms().getRealm(row.getRealmId());
        if (realm == null) {
            return OutboxDeliveryResult.orphaned("its realm is gone");
        }
        session.getContext().setRealm(realm);
        IdentityProviderModel provider = session.identityProviders().getById(row.getOwnerId());
        if (provider == null) {
            return OutboxDeliveryResult.orphaned("its provider is gone");
        }
        return new KakaoIdentityProviderConfig(provider)
                .adminKey(session)
                .map(key -> unlink(session, provider.getAlias(), key, row.getPayload()))
                .orElseGet(() -> OutboxDeliveryResult.retry("no admin key is set"));
    }

    private static OutboxDeliveryResult unlink(KeycloakSession session, String alias, String adminKey, String id) {
        try (SimpleHttpResponse response = SimpleHttp.create(session)
                .doPost(URL)
                .header("Authorization", "KakaoAK " + adminKey)
                .param("target_id_type", "user_id")
                .param("target_id", id)
                .asResponse()) {
            if (response.getStatus() == 200) {
                return OutboxDeliveryResult.delivered();
            }
            int code = code(response);
            if (code == NOT_LINKED) {
                return OutboxDeliveryResult.delivered();
            }
            return retry(alias, "status " + response.getStatus() + ", code " + code);
        } catch (IOException e) {
            return retry(alias, "no answer");
        }
    }

    private static OutboxDeliveryResult retry(String alias, String reason) {
        LOG.warnf("Kakao has not unlinked somebody of provider %s, to be tried again: %s", alias, reason);
        return OutboxDeliveryResult.retry(reason);
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
