package dev.daemun.eventlog;

import java.time.Instant;

/**
 * One event of the log, with the attributes of CloudEvents 1.0.
 *
 * @param position its place in the log, CloudEvents' extension {@code sequence}; positions grow, and may leave gaps
 * @param id a UUID that never changes, to recognise a repeated delivery by
 * @param source the issuer of the realm's tokens
 * @param type {@code dev.daemun.identity.<what>.v1}, see {@link IdentityEventType}
 * @param subject the user's id; null where the event is about no single user
 * @param partitionKey events of one key are in the order in which they were committed: the user's id, or else the id of
 *     the role, group, client or realm
 * @param realmId Keycloak's internal id of the realm, which outlives its name
 * @param time when it happened; the change was committed up to the length of one request later
 * @param positionedAt a moment after the commit. Tokens issued before it may still carry what the event took away:
 *     whoever refuses tokens "issued up to" the change compares with this one
 * @param data the event's payload, a JSON object as the type's schema says
 */
public record IdentityEvent(
        long position,
        String id,
        String source,
        String type,
        String subject,
        String partitionKey,
        String realmId,
        Instant time,
        Instant positionedAt,
        String data) {}
