package dev.daemun.eventrelay;

import org.keycloak.provider.Provider;
import org.keycloak.provider.ProviderFactory;
import org.keycloak.provider.Spi;

/** Keycloak's service provider interface {@code event-relay}. */
public final class EventRelaySpi implements Spi {
    /**
     * Keycloak creates this before it loads any other class of this jar.
     *
     * @throws IllegalStateException with the sentence that ends the build or the start, which would otherwise name a class and nothing else
     */
    public EventRelaySpi() {
        try {
            Class.forName("dev.daemun.eventlog.IdentityEventLog", false, EventRelaySpi.class.getClassLoader());
        } catch (ClassNotFoundException e) {
            throw new IllegalStateException(
                    "event-relay delivers the identity event log: put the jar of identity-event-log beside it in providers/.",
                    e);
        }
    }

    @Override
    public boolean isInternal() {
        return false;
    }

    @Override
    public String getName() {
        return "event-relay";
    }

    @Override
    public Class<? extends Provider> getProviderClass() {
        return EventRelay.class;
    }

    @Override
    @SuppressWarnings("rawtypes") // Spi declares it so.
    public Class<? extends ProviderFactory> getProviderFactoryClass() {
        return EventRelayFactory.class;
    }
}
