package dev.daemun.systemtests;

import dev.daemun.localplatform.KeycloakHome;
import dev.daemun.localplatform.Parts;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * Copies of Keycloak's distribution with Daemun's providers. At its first start Keycloak optimises itself, which takes
 * longer than the rest of the start, so later homes of the same kind get the result of the first one.
 */
final class KeycloakHomes {
    private static final Map<Kind, KeycloakHome> STARTED = new EnumMap<>(Kind.class);

    private KeycloakHomes() {}

    /** The settings that Keycloak optimises itself for. */
    enum Kind {
        EMBEDDED_DATABASE,
        POSTGRESQL
    }

    static synchronized KeycloakHome install(Kind kind, Path directory) {
        Parts parts = Parts.built();
        List<Path> providers = new ArrayList<>(parts.providers());
        // Without Kafka's settings the extensions do not use this jar.
        providers.add(TestKafka.client());
        KeycloakHome home = KeycloakHome.install(parts.keycloak(), directory, providers);
        KeycloakHome started = STARTED.get(kind);
        if (started != null) {
            home.optimisedAs(started);
        }
        return home;
    }

    /** Call this when the home's Keycloak is ready, since by then it has written the result. */
    static synchronized void started(Kind kind, KeycloakHome home) {
        STARTED.putIfAbsent(kind, home);
    }
}
