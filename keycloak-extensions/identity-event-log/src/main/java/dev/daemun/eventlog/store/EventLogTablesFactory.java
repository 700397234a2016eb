package dev.daemun.eventlog.store;

import dev.daemun.eventlog.TablesFactory;

/** The tables of the log. */
public final class EventLogTablesFactory extends TablesFactory {
    /** Called by Keycloak. */
    public EventLogTablesFactory() {
        super("daemunlog", "META-INF/daemun-event-log-changelog.xml");
    }
}
