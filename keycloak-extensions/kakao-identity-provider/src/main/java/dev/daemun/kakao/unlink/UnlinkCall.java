package dev.daemun.kakao.unlink;

import com.fasterxml.jackson.databind.JsonNode;
import dev.daemun.kakao.settings.KakaoIdentityProviderConfig;
import java.io.IOException;
import org.keycloak.events.outbox.OutboxDeliveryHandler;
import org.keycloak.events.outbox.OutboxDeliveryResult;
import org.keycloak.http.simple.SimpleHttp;
import org.keycloak.http.simple.SimpleHttpResponse;
import org.keycloak.models.FederatedIdentityModel;
import org.keycloak.models.IdentityProviderModel;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;
import org.keycloak.models.jpa.entities.OutboxEntryEntity;

/**
 * Kakao's unlink call with the app's admin key (Kakao Login, REST API, "Unlink"). Error messages hold Kakao's number for
 * the error and neither the key nor the person's number.
 */
final class UnlinkCall implements OutboxDeliveryHandler {
    private static final String URL = "https://kapi.kakao.com/v1/user/unlink";

    /** Not linked any more: what was wanted. */
    private static final int NOT_LINKED = -101;

    /** Kakao's answers are shorter; what is longer is not Kakao's. */
    private static final long LONGEST_ANSWER = 64 * 1024;

    private final FailureLog failures;

    UnlinkCall(FailureLog failures) {
        this.failures = failures;
    }

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
        if (isLinkedAgain(session, realm, provider, row.getPayload())) {
            return OutboxDeliveryResult.delivered();
        }
        return new KakaoIdentityProviderConfig(provider)
                .adminKey(session)
                .map(key -> unlink(session, provider.getAlias(), key, row.getPayload()))
                .orElseGet(() -> OutboxDeliveryResult.retry("no admin key is set"));
    }

    /** Whoever has come back meanwhile has a new link at Kakao, and a late call would end that one. */
    private static boolean isLinkedAgain(
            KeycloakSession session, RealmModel realm, IdentityProviderModel provider, String id) {
        return session.users()
                        .getUserByFederatedIdentity(realm, new FederatedIdentityModel(provider.getAlias(), id, null))
                != null;
    }

    private OutboxDeliveryResult unlink(KeycloakSession session, String alias, String adminKey, String id) {
        try (SimpleHttpResponse response = SimpleHttp.create(session)
                .withMaxConsumedResponseSize(LONGEST_ANSWER)
                .doPost(URL)
                .header("Authorization", "KakaoAK " + adminKey)
                .param("target_id_type", "user_id")
                .param("target_id", id)
                .asResponse()) {
            int code = response.getStatus() == 200 ? 0 : code(response);
            if (response.getStatus() == 200 || code == NOT_LINKED) {
                failures.succeeded();
                return OutboxDeliveryResult.delivered();
            }
            return retry(alias, "status " + response.getStatus() + ", code " + code);
        } catch (IOException e) {
            return retry(alias, "no answer");
        }
    }

    private OutboxDeliveryResult retry(String alias, String reason) {
        failures.failed("Kakao has not unlinked somebody of provider " + alias + ", to be tried again: " + reason);
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
