package dev.daemun.systemtests;

import java.util.List;
import org.keycloak.admin.client.CreatedResponseUtil;
import org.keycloak.admin.client.resource.RealmResource;
import org.keycloak.representations.idm.ClientRepresentation;

/** A client that may use offline tokens, as none of the realm's own clients may. It is removed when it is closed. */
record OfflineAccess(RealmResource realm, String clientId, String id) implements AutoCloseable {
    private static final String OFFLINE_ACCESS = "offline_access";

    static OfflineAccess grant(RealmResource realm, TestUser user) {
        user.resource()
                .roles()
                .realmLevel()
                .add(List.of(realm.roles().get(OFFLINE_ACCESS).toRepresentation()));
        ClientRepresentation client = Withdrawal.clientLikeTheWebApp(realm);
        client.setOptionalClientScopes(List.of(OFFLINE_ACCESS));
        String id = CreatedResponseUtil.getCreatedId(realm.clients().create(client));
        return new OfflineAccess(realm, client.getClientId(), id);
    }

    @Override
    public void close() {
        realm.clients().get(id).remove();
    }
}
