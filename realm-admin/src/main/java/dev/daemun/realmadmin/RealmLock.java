package dev.daemun.realmadmin;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;

/**
 * Lets one apply at a time change a realm. The lock is a client scope that no client has: its name is unique in the realm's
 * database, and its id tells whether it is still the same lock. A lock that was not renewed in time is taken over, and so is at
 * once one whose holder ran on this machine and was killed.
 */
final class RealmLock {
    static final String NAME = "realm-admin-lock";

    /** Longer than any single request may take, so that a holder notices in time that it is late. */
    private static final Duration LEASE = Duration.ofMinutes(2);

    private final RealmServer server;
    private final Clock clock;
    private final String owner;
    private final String id;
    private Instant until;
    private boolean renewing;

    private RealmLock(RealmServer server, Clock clock, String owner, String id, Instant until) {
        this.server = server;
        this.clock = clock;
        this.owner = owner;
        this.id = id;
        this.until = until;
        server.beforeEachChange(this::renew);
    }

    /**
     * Holds the lock while this runs.
     *
     * @throws RealmBusyException when somebody else holds it
     */
    static void holding(RealmServer server, Clock clock, String owner, Runnable work) {
        RealmLock lock = take(server, clock, owner);
        try {
            work.run();
        } finally {
            lock.release();
        }
    }

    private static RealmLock take(RealmServer server, Clock clock, String owner) {
        // The second time the first attempt has removed a lock that had run out.
        for (int attempt = 0; attempt < 2; attempt++) {
            Instant until = clock.instant().plus(LEASE);
            var id = server.createIfAbsent(scope(owner, until), "client-scopes");
            if (id.isPresent()) {
                return new RealmLock(server, clock, owner, id.get(), until);
            }
            Json.objects(server.get("client-scopes")).stream()
                    .filter(scope -> scope.path("name").asText().equals(NAME))
                    .findFirst()
                    .ifPresent(held -> removeIfRunOut(server, clock, held));
        }
        throw new RealmBusyException("Somebody else has begun to change this realm just now: try again.");
    }

    private static void removeIfRunOut(RealmServer server, Clock clock, ObjectNode held) {
        Instant until =
                Instant.ofEpochMilli(held.path("attributes").path("until").asLong());
        if (clock.instant().isBefore(until) && !isOfADeadProcess(held)) {
            throw new RealmBusyException("This realm is being changed by "
                    + held.path("attributes").path("owner").asText() + ": try again when that has ended, or after "
                    + until
                    + " when it was cut off.");
        }
        server.delete("client-scopes", held.path("id").asText());
    }

    private static boolean isOfADeadProcess(ObjectNode held) {
        var holder = LockHolder.parse(held.path("attributes").path("process").asText());
        return holder.isPresent()
                && LockHolder.here().filter(holder.get()::isGone).isPresent();
    }

    private void renew() {
        if (renewing || clock.instant().isBefore(until.minus(LEASE.dividedBy(2)))) {
            return;
        }
        renewing = true;
        try {
            Instant later = clock.instant().plus(LEASE);
            // Fails when somebody has taken it over: then this id is gone.
            server.put(scope(owner, later), "client-scopes", id);
            until = later;
        } finally {
            renewing = false;
        }
    }

    private static ObjectNode scope(String owner, Instant until) {
        ObjectNode scope = Json.object();
        scope.put("name", NAME);
        scope.put("protocol", "openid-connect");
        scope.put("description", "realm-admin changes this realm. No client has this scope.");
        ObjectNode attributes = scope.putObject("attributes")
                .put("owner", owner)
                .put("until", Long.toString(until.toEpochMilli()))
                .put("include.in.token.scope", "false")
                .put("display.on.consent.screen", "false");
        LockHolder.here().ifPresent(here -> attributes.put("process", here.text()));
        return scope;
    }

    private void release() {
        server.beforeEachChange(() -> {});
        server.delete("client-scopes", id);
    }
}
