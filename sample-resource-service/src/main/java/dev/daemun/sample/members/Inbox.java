package dev.daemun.sample.members;

import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Repository;

/** Remembers which events were taken: they are delivered at least once, and so now and then more than once. */
@Repository
class Inbox {
    private final JdbcClient database;
    private final MemberProperties properties;

    Inbox(JdbcClient database, MemberProperties properties) {
        this.database = database;
        this.properties = properties;
    }

    /** Whether an event comes for the first time; it is remembered with the caller's transaction. */
    boolean isNew(String id) {
        // Not an insert that fails: a failed statement would end a transaction of PostgreSQL. Of two at the same time
        // one does fail, and is delivered again.
        return database.sql("insert into identity_event_inbox (id, taken_at) select :id, :now"
                                + " where not exists (select 1 from identity_event_inbox where id = :id)")
                        .param("id", id)
                        .param("now", OffsetDateTime.now(ZoneOffset.UTC))
                        .update()
                == 1;
    }

    @Scheduled(fixedDelayString = "PT1H", initialDelayString = "PT1M")
    void forgetTheOldest() {
        database.sql("delete from identity_event_inbox where taken_at < :limit")
                .param("limit", OffsetDateTime.now(ZoneOffset.UTC).minus(properties.rememberEvents()))
                .update();
    }
}
