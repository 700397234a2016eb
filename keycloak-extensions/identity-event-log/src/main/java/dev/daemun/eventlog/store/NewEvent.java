package dev.daemun.eventlog.store;

import java.time.Instant;

/** An event as it is inserted, before it has a position. */
public record NewEvent(
        String id,
        String type,
        String realmId,
        String source,
        String subject,
        String partitionKey,
        Instant time,
        String data) {}
