package dev.daemun.eventrelay.deadletter;

import dev.daemun.eventlog.IdentityEvent;
import dev.daemun.eventrelay.Letter;
import java.time.Instant;
import java.util.UUID;

/**
 * An event that a destination refused for good.
 *
 * @param reason what the destination answered
 * @param replay whether it waits to be delivered once more
 */
public record DeadLetter(
        String id,
        String destination,
        String realmId,
        String eventType,
        Letter letter,
        String reason,
        Instant refusedAt,
        boolean replay) {

    /** A new one. */
    public static DeadLetter of(String destination, IdentityEvent event, Letter letter, String reason, Instant now) {
        return new DeadLetter(
                UUID.randomUUID().toString(), destination, event.realmId(), event.type(), letter, reason, now, false);
    }

    /** The same after one more attempt. */
    public DeadLetter refusedAgain(String because, Instant now) {
        return new DeadLetter(id, destination, realmId, eventType, letter, because, now, false);
    }
}
