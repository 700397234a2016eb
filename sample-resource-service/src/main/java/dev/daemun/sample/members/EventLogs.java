package dev.daemun.sample.members;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/**
 * The logs that events came from, numbered as they were first heard of. The issuer has another one after its database was
 * restored from a backup: its positions are smaller than some that were heard of before, and nevertheless newer.
 */
@Repository
class EventLogs {
    /** Of events that do not say which log they are from. */
    private static final int UNKNOWN = 0;

    private final JdbcClient database;

    EventLogs(JdbcClient database) {
        this.database = database;
    }

    /** The number of a log, given with the caller's transaction to one that is new. */
    int number(String id) {
        if (id == null) {
            return UNKNOWN;
        }
        // Of two at the same time one fails, and is delivered again.
        database.sql("insert into identity_event_log (id, number)"
                        + " select :id, (select coalesce(max(number), 0) + 1 from identity_event_log)"
                        + " where not exists (select 1 from identity_event_log where id = :id)")
                .param("id", id)
                .update();
        return database.sql("select number from identity_event_log where id = :id")
                .param("id", id)
                .query(Integer.class)
                .single();
    }
}
