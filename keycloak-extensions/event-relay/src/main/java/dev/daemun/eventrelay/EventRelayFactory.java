package dev.daemun.eventrelay;

import org.keycloak.provider.ProviderFactory;

/** Runs the destinations of one kind for as long as Keycloak runs. */
public interface EventRelayFactory extends ProviderFactory<EventRelay> {}
