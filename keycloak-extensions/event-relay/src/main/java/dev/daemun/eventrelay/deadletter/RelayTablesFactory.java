package dev.daemun.eventrelay.deadletter;

import dev.daemun.eventlog.TablesFactory;

/** The tables of the relay: leases and dead letters. */
public final class RelayTablesFactory extends TablesFactory {
    /** Called by Keycloak. */
    public RelayTablesFactory() {
        super("daemunrelay", "META-INF/daemun-event-relay-changelog.xml");
    }
}
