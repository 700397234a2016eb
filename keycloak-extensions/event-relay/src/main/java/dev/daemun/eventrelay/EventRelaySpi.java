package dev.daemun.eventrelay;

import org.keycloak.provider.Provider;
import org.keycloak.provider.ProviderFactory;
import org.keycloak.provider.Spi;

/** Keycloak's service provider interface {@code event-relay}. */
public final class EventRelaySpi implements Spi {
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
