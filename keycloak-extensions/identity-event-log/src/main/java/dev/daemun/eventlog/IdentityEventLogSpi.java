package dev.daemun.eventlog;

import org.keycloak.provider.Provider;
import org.keycloak.provider.ProviderFactory;
import org.keycloak.provider.Spi;

/** Keycloak's service provider interface {@code identity-event-log}. */
public final class IdentityEventLogSpi implements Spi {
    public static final String NAME = "identity-event-log";

    @Override
    public boolean isInternal() {
        return false;
    }

    @Override
    public String getName() {
        return NAME;
    }

    @Override
    public Class<? extends Provider> getProviderClass() {
        return IdentityEventLog.class;
    }

    @Override
    @SuppressWarnings("rawtypes") // Spi declares it so.
    public Class<? extends ProviderFactory> getProviderFactoryClass() {
        return IdentityEventLogFactory.class;
    }
}
