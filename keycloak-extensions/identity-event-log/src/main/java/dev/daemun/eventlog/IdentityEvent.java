package dev.daemun.eventlog;

import java.time.Instant;

/**
 * One event of the log, with the attributes of CloudEvents 1.0.
 *
 * @param position its place in the log, CloudEvents' extension {@code sequence}; positions grow and may have gaps
 * @param id a UUID by which a receiver recognises a repeated delivery
 * @param source the issuer of the realm's tokens
 * @param type {@code dev.daemun.identity.<what>.v1}, see {@link IdentityEventType}
 * @param subject the user's id; null where the event is about no single user
 * @param partitionKey the user's id, or else the id of the role, group, client or realm; events of one key are in the order
 *     of their commits
 * @param realmId Keycloak's internal id of the realm, which outlives its name
 * @param time when it happened, which is before the commit by up to the length of one request
 * @param positionedAt a moment after the commit, by the database's clock or by that of a node, whichever is ahead. A token issued until then may still carry what the event took away, so
 *     this is the moment that "issued up to" means wherever tokens are refused
 * @param data the payload, a JSON object that fits the type's schema
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
