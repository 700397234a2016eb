package dev.daemun.kakao.unlink;

import dev.daemun.kakao.settings.KakaoIdentityProviderConfig;
import java.util.UUID;
import org.keycloak.events.outbox.OutboxStore;
import org.keycloak.models.FederatedIdentityModel;
import org.keycloak.models.IdentityProviderModel;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;

/**
 * What is still to be unlinked at Kakao, in Keycloak's own outbox table. A row is inserted in the transaction that removes
 * the link, so it exists if and only if that transaction was committed, and it survives a restart.
 */
final class UnlinkQueue {
    static final String KIND = "daemun-kakao-unlink";

    private static final String TYPE = "unlink";

    private UnlinkQueue() {}

    /** Inserts a row where there is an admin key, without which Kakao cannot be called; gives whether it did. */
    static boolean add(KeycloakSession session, RealmModel realm, FederatedIdentityModel link) {
        IdentityProviderModel provider = session.identityProviders().getByAlias(link.getIdentityProvider());
        if (provider == null
                || !KakaoIdentityProviderConfig.isKakao(provider)
                || new KakaoIdentityProviderConfig(provider).adminKey(session).isEmpty()) {
            return false;
        }
        new OutboxStore(session)
                .enqueuePending(
                        KIND,
                        realm.getId(),
                        provider.getInternalId(),
                        null,
                        UUID.randomUUID().toString(),
                        TYPE,
                        link.getUserId(),
                        null);
        return true;
    }
}
