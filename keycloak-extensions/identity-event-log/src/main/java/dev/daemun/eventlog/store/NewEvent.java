package dev.daemun.eventlog.store;

import java.time.Instant;

/**
 * An event as it is inserted, before it has a position.
 *
 * @param sessionId the session that it names, by which it can be found; or null
 */
public record NewEvent(
        String id,
        String type,
        String realmId,
        String source,
        String subject,
        String partitionKey,
        Instant time,
        String data,
        String sessionId) {}
