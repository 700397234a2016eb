package dev.daemun.eventrelay;

import org.keycloak.provider.Provider;

/** A way outward for the identity event log. It works by itself; sessions ask nothing of it. */
public interface EventRelay extends Provider {}
