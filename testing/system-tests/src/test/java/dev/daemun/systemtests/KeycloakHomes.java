package dev.daemun.systemtests;

import dev.daemun.localplatform.KeycloakHome;
import dev.daemun.localplatform.Parts;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * Copies of the distribution with the same providers in each. What the first start of a kind finds out about itself takes
 * Keycloak longer than the rest of that start, so later copies of the kind take it over.
 */
final class KeycloakHomes {
    private static final Map<Kind, KeycloakHome> STARTED = new EnumMap<>(Kind.class);

    private KeycloakHomes() {}

    /** What Keycloak optimises itself for. */
    enum Kind {
        EMBEDDED_DATABASE,
        POSTGRESQL
    }

    static synchronized KeycloakHome install(Kind kind, Path directory) {
        Parts parts = Parts.built();
        List<Path> providers = new ArrayList<>(parts.providers());
        // It is looked at only where Kafka is configured.
        providers.add(KafkaBroker.client());
        KeycloakHome home = KeycloakHome.install(parts.keycloak(), directory, providers);
        KeycloakHome started = STARTED.get(kind);
        if (started != null) {
            home.optimisedAs(started);
        }
        return home;
    }

    /** To be called when the home's Keycloak is ready, which is when it has written down what it found out. */
    static synchronized void started(Kind kind, KeycloakHome home) {
        STARTED.putIfAbsent(kind, home);
    }
}
