package dev.daemun.eventrelay;

import org.keycloak.provider.Provider;

/** Where the identity event log is delivered to. The deliveries run by themselves; sessions have no use for it. */
public interface EventRelay extends Provider {}
