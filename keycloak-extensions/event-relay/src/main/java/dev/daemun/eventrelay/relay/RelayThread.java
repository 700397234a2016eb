package dev.daemun.eventrelay.relay;

import dev.daemun.eventlog.IdentityEvent;
import dev.daemun.eventlog.IdentityEventLog;
import dev.daemun.eventlog.IdentityEventLogFactory;
import dev.daemun.eventlog.LogState;
import dev.daemun.eventlog.PositionLostException;
import dev.daemun.eventrelay.Destination;
import dev.daemun.eventrelay.Letter;
import dev.daemun.eventrelay.Outcome;
import dev.daemun.eventrelay.deadletter.DeadLetter;
import dev.daemun.eventrelay.deadletter.DeadLetterTable;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.jboss.logging.Logger;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.KeycloakSessionFactory;
import org.keycloak.models.utils.KeycloakModelUtils;

/**
 * Delivers the log to one destination, one event after the other. The cursor is stored after a batch: whoever dies in
 * between delivers the batch again, and the receiver knows it by the events' ids.
 */
final class RelayThread implements AutoCloseable {
    private static final Logger LOG = Logger.getLogger(RelayThread.class);
    private static final int BATCH = 100;
    private static final long LONGEST_PAUSE_MILLIS = 1_000;

    private final KeycloakSessionFactory sessions;
    private final Destination destination;
    private final Lease lease;
    private final RelayMetrics metrics;
    private final Backoff backoff = new Backoff();
    private final Semaphore news = new Semaphore(0);
    private final Thread thread;
    private volatile boolean closed;
    private IdentityEventLogFactory.Subscription subscription;
    private boolean failing;
    // Known as long as the lease is held: nobody else moves it meanwhile.
    private Long cursor;

    RelayThread(KeycloakSessionFactory sessions, Destination destination) {
        this.sessions = sessions;
        this.destination = destination;
        this.lease = new Lease(sessions, destination.name(), Clock.systemUTC());
        this.metrics = new RelayMetrics(destination.name());
        this.thread = new Thread(this::run, "daemun-relay-" + destination.name());
        thread.setDaemon(true);
    }

    void start() {
        IdentityEventLogFactory log = (IdentityEventLogFactory) sessions.getProviderFactory(IdentityEventLog.class);
        subscription = log.subscribe(news::release);
        thread.start();
    }

    @Override
    public void close() {
        closed = true;
        if (subscription != null) {
            subscription.close();
        }
        thread.interrupt();
        try {
            thread.join(LONGEST_PAUSE_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        destination.close();
    }

    private void run() {
        try {
            while (!closed) {
                if (!work() && news.tryAcquire(LONGEST_PAUSE_MILLIS, TimeUnit.MILLISECONDS)) {
                    news.drainPermits();
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        // Cleared: the database's driver gives up on an interrupted thread.
        boolean unused = Thread.interrupted();
        try {
            lease.release();
        } catch (RuntimeException e) {
            LOG.debug("The lease could not be given back; it runs out by itself.", e);
        }
    }

    /** Whether there may be more to do at once. */
    private boolean work() throws InterruptedException {
        try {
            if (!lease.held()) {
                cursor = null;
                return false;
            }
            boolean replayed = replay();
            boolean more = deliver() || replayed;
            failing = false;
            return more;
        } catch (RuntimeException e) {
            if (!failing && !closed) {
                LOG.errorf(e, "Events can't be taken from the log for %s; this is tried again.", destination.name());
            }
            failing = true;
            return false;
        }
    }

    private boolean replay() throws InterruptedException {
        Optional<DeadLetter> next = inTransaction(session -> new DeadLetterTable(session).next(destination.name()));
        if (next.isEmpty()) {
            return false;
        }
        DeadLetter dead = next.get();
        Optional<Outcome> outcome = untilDecided(dead.letter());
        if (outcome.isEmpty()) {
            return false;
        }
        inTransaction(session -> {
            DeadLetterTable table = new DeadLetterTable(session);
            if (outcome.get().kind() == Outcome.Kind.DELIVERED) {
                table.remove(dead.id());
            } else {
                table.keep(dead.refusedAgain(outcome.get().detail(), Instant.now()));
            }
            return null;
        });
        return true;
    }

    private boolean deliver() throws InterruptedException {
        if (cursor == null) {
            cursor = inTransaction(this::register);
        }
        long passed = cursor;
        List<IdentityEvent> events = inTransaction(session -> read(session, cursor));
        if (events.isEmpty()) {
            metrics.caughtUp();
            return false;
        }
        long last = inTransaction(session -> log(session).state().last());
        try {
            for (IdentityEvent event : events) {
                metrics.waiting(last - passed, event.positionedAt());
                Letter letter = CloudEventJson.of(event);
                if (destination.selection().has(event.type(), letter.realm()) && !pass(event, letter)) {
                    return false;
                }
                passed = event.position();
            }
        } finally {
            // Also when interrupted: what is delivered need not be delivered again.
            boolean interrupted = Thread.interrupted();
            advance(passed);
            cursor = cursor == null ? null : Long.valueOf(passed);
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
        return true;
    }

    /** Delivers an event or lays it with the dead letters; false when this node may no longer deliver. */
    private boolean pass(IdentityEvent event, Letter letter) throws InterruptedException {
        Optional<Outcome> outcome = untilDecided(letter);
        if (outcome.isPresent() && outcome.get().kind() == Outcome.Kind.REFUSED) {
            String reason = outcome.get().detail();
            LOG.warnf(
                    "%s refused the event %s for good (%s): see its dead letters.",
                    destination.name(), event.id(), reason);
            metrics.deadLetter();
            inTransaction(session -> {
                new DeadLetterTable(session)
                        .keep(DeadLetter.of(destination.name(), event, letter, reason, Instant.now()));
                return null;
            });
        }
        return outcome.isPresent();
    }

    /** Nothing when this node has lost its lease, and another one has perhaps begun. */
    private Optional<Outcome> untilDecided(Letter letter) throws InterruptedException {
        while (lease.held()) {
            Outcome outcome = destination.deliver(letter);
            if (outcome.kind() != Outcome.Kind.AWAY) {
                told(outcome);
                return Optional.of(outcome);
            }
            metrics.failed();
            if (backoff.isFresh()) {
                LOG.warnf(
                        "%s takes nothing (%s): it is tried again until it does.",
                        destination.name(), outcome.detail());
            }
            Thread.sleep(backoff.nextMillis());
        }
        cursor = null;
        return Optional.empty();
    }

    private void told(Outcome outcome) {
        if (!backoff.isFresh()) {
            LOG.infof("%s takes events again.", destination.name());
        }
        backoff.reset();
        if (outcome.kind() == Outcome.Kind.DELIVERED) {
            metrics.delivered();
        }
    }

    private long register(KeycloakSession session) {
        IdentityEventLog log = log(session);
        return log.register(reader(), log.state().last());
    }

    private List<IdentityEvent> read(KeycloakSession session, long cursor) {
        IdentityEventLog log = log(session);
        try {
            return log.after(cursor, BATCH);
        } catch (PositionLostException e) {
            LogState state = log.state();
            LOG.errorf(
                    "%s was away for longer than the identity event log keeps: the events up to position %d are lost to it.",
                    destination.name(), state.forgotten());
            return log.after(state.forgotten(), BATCH);
        }
    }

    private void advance(long cursor) {
        inTransaction(session -> {
            log(session).advance(reader(), cursor);
            return null;
        });
    }

    private String reader() {
        return "event-relay/" + destination.name();
    }

    private static IdentityEventLog log(KeycloakSession session) {
        return session.getProvider(IdentityEventLog.class);
    }

    private <T> T inTransaction(Function<KeycloakSession, T> work) {
        return KeycloakModelUtils.runJobInTransactionWithResult(sessions, work::apply);
    }
}
