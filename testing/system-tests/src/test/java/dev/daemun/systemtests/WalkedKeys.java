package dev.daemun.systemtests;

import jakarta.ws.rs.core.Response;
import java.util.ArrayDeque;
import java.util.Deque;
import org.keycloak.admin.client.CreatedResponseUtil;
import org.keycloak.admin.client.resource.ComponentResource;
import org.keycloak.admin.client.resource.RealmResource;
import org.keycloak.common.util.MultivaluedHashMap;
import org.keycloak.representations.idm.ComponentRepresentation;

/** The keys that a walk adds to the realm. The newest signs, as long as it is there and switched on. */
final class WalkedKeys implements AutoCloseable {
    private final RealmResource realm;
    private final Deque<ComponentResource> added = new ArrayDeque<>();
    private int priority = 1_000;

    WalkedKeys(RealmResource realm) {
        this.realm = realm;
    }

    void add() {
        ComponentRepresentation key = new ComponentRepresentation();
        key.setName(WalkedRealm.unique("key"));
        key.setProviderId("ecdsa-generated");
        key.setProviderType("org.keycloak.keys.KeyProvider");
        key.setConfig(new MultivaluedHashMap<>());
        key.getConfig().putSingle("priority", String.valueOf(priority++));
        try (Response created = realm.components().add(key)) {
            added.push(realm.components().component(CreatedResponseUtil.getCreatedId(created)));
        }
    }

    void switchOffTheNewest() {
        if (!added.isEmpty()) {
            ComponentRepresentation off = added.peek().toRepresentation();
            off.getConfig().putSingle("enabled", "false");
            added.peek().update(off);
        }
    }

    void deleteTheNewest() {
        if (!added.isEmpty()) {
            added.pop().remove();
        }
    }

    @Override
    public void close() {
        added.forEach(ComponentResource::remove);
    }
}
