package dev.daemun.systemtests;

import java.util.List;
import org.keycloak.admin.client.CreatedResponseUtil;
import org.keycloak.admin.client.resource.RealmResource;
import org.keycloak.representations.idm.ClientRepresentation;
import org.keycloak.representations.idm.ClientScopeRepresentation;
import org.keycloak.representations.idm.RoleRepresentation;

/** A client that may stay signed in while its user is away, which our realm knows as Keycloak's own role only. Gone afterwards. */
record OfflineAccess(RealmResource realm, String clientId, String id, String scopeId) implements AutoCloseable {
    private static final String OFFLINE_ACCESS = "offline_access";

    static OfflineAccess grant(RealmResource realm, TestUser user) {
        RoleRepresentation role = realm.roles().get(OFFLINE_ACCESS).toRepresentation();
        user.resource().roles().realmLevel().add(List.of(role));
        ClientScopeRepresentation scope = new ClientScopeRepresentation();
        scope.setName(OFFLINE_ACCESS);
        scope.setProtocol("openid-connect");
        String scopeId = CreatedResponseUtil.getCreatedId(realm.clientScopes().create(scope));
        realm.clientScopes().get(scopeId).getScopeMappings().realmLevel().add(List.of(role));
        ClientRepresentation client = AWithdrawnTokenIsRefusedEverywhereIT.likeTheWebApp(realm);
        client.setOptionalClientScopes(List.of(OFFLINE_ACCESS));
        String id = CreatedResponseUtil.getCreatedId(realm.clients().create(client));
        return new OfflineAccess(realm, client.getClientId(), id, scopeId);
    }

    @Override
    public void close() {
        realm.clients().get(id).remove();
        realm.clientScopes().get(scopeId).remove();
    }
}
