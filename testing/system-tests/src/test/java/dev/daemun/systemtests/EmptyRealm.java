package dev.daemun.systemtests;

import org.keycloak.common.util.MultivaluedHashMap;
import org.keycloak.representations.idm.ComponentExportRepresentation;
import org.keycloak.representations.idm.RealmRepresentation;

/**
 * A realm without any of Daemun's settings. Nothing depends on the strength of its key. Where none is given, Keycloak generates two of
 * 2048 bits, each of which takes a second of processor time in a JVM that compiles for a short life.
 */
final class EmptyRealm {
    private EmptyRealm() {}

    static RealmRepresentation named(String name) {
        ComponentExportRepresentation key = new ComponentExportRepresentation();
        key.setName("rsa");
        key.setProviderId("rsa-generated");
        key.setConfig(new MultivaluedHashMap<>());
        key.getConfig().putSingle("keySize", "1024");
        RealmRepresentation realm = new RealmRepresentation();
        realm.setRealm(name);
        realm.setEnabled(true);
        realm.setComponents(new MultivaluedHashMap<>());
        realm.getComponents().add("org.keycloak.keys.KeyProvider", key);
        return realm;
    }
}
