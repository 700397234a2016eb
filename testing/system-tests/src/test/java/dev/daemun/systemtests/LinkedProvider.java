package dev.daemun.systemtests;

import java.util.Map;
import org.keycloak.admin.client.resource.RealmResource;
import org.keycloak.admin.client.resource.UserResource;
import org.keycloak.representations.idm.FederatedIdentityRepresentation;
import org.keycloak.representations.idm.IdentityProviderRepresentation;

/** An identity provider of one test, to which an administrator links users. It is removed when it is closed. */
record LinkedProvider(RealmResource realm) implements AutoCloseable {
    private static final String ALIAS = "linked";

    static LinkedProvider create(RealmResource realm) {
        IdentityProviderRepresentation provider = new IdentityProviderRepresentation();
        provider.setAlias(ALIAS);
        provider.setProviderId("kakao");
        provider.setConfig(Map.of("clientId", "a-key", "clientSecret", "a-secret"));
        realm.identityProviders().create(provider).close();
        return new LinkedProvider(realm);
    }

    void link(UserResource user) {
        FederatedIdentityRepresentation identity = new FederatedIdentityRepresentation();
        identity.setUserId("1001");
        identity.setUserName("1001");
        user.addFederatedIdentity(ALIAS, identity).close();
    }

    void unlink(UserResource user) {
        user.removeFederatedIdentity(ALIAS);
    }

    @Override
    public void close() {
        Withdrawal.removeProvider(realm, ALIAS);
    }
}
