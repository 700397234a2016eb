package dev.daemun.eventrelay;

import java.util.List;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.KeycloakSessionFactory;
import org.keycloak.provider.ProviderFactory;

/**
 * Destinations of one kind. A jar that brings one of its own names its factory in
 * {@code META-INF/services/dev.daemun.eventrelay.EventRelayFactory}; the relay delivers to whatever it returns.
 */
public interface EventRelayFactory extends ProviderFactory<EventRelay> {
    /** The configured destinations. The relay asks once, after {@code init}, and closes them with Keycloak. */
    List<Destination> destinations();

    @Override
    default EventRelay create(KeycloakSession session) {
        return () -> {};
    }

    @Override
    default void postInit(KeycloakSessionFactory sessions) {
        // The relay starts the deliveries.
    }

    @Override
    default void close() {
        // The relay closes the destinations.
    }
}
