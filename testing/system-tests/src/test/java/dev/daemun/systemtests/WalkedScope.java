package dev.daemun.systemtests;

import java.util.List;
import java.util.Map;
import org.keycloak.admin.client.CreatedResponseUtil;
import org.keycloak.admin.client.resource.ClientScopeResource;
import org.keycloak.admin.client.resource.RealmResource;
import org.keycloak.representations.idm.ClientScopeRepresentation;
import org.keycloak.representations.idm.ProtocolMapperRepresentation;

/** A client scope of the walk's own, whose mappers give everybody a role who signs in through a client that has it. */
final class WalkedScope implements AutoCloseable {
    static final String GIVES_ROLE = "oidc-hardcoded-role-mapper";

    private final RealmResource realm;
    private String id;

    WalkedScope(RealmResource realm) {
        this.realm = realm;
        create();
    }

    void giveTo(String client) {
        realm.clients().get(client).addDefaultClientScope(id);
    }

    void giveRole(String role) {
        ProtocolMapperRepresentation mapper = new ProtocolMapperRepresentation();
        mapper.setName(WalkedRealm.unique("mapper"));
        mapper.setProtocol("openid-connect");
        mapper.setProtocolMapper(GIVES_ROLE);
        mapper.setConfig(Map.of("role", role));
        scope().getProtocolMappers().createMapper(List.of(mapper));
    }

    void takeRoles() {
        scope().getProtocolMappers()
                .getMappers()
                .forEach(mapper -> scope().getProtocolMappers().delete(mapper.getId()));
    }

    /** A new one takes its place. */
    void delete() {
        scope().remove();
        create();
    }

    @Override
    public void close() {
        scope().remove();
    }

    private void create() {
        ClientScopeRepresentation created = new ClientScopeRepresentation();
        created.setName(WalkedRealm.unique("scope"));
        created.setProtocol("openid-connect");
        id = CreatedResponseUtil.getCreatedId(realm.clientScopes().create(created));
    }

    private ClientScopeResource scope() {
        return realm.clientScopes().get(id);
    }
}
