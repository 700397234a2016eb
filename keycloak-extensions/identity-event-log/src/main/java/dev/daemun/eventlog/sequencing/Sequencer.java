package dev.daemun.eventlog.sequencing;

import dev.daemun.eventlog.store.Database;
import dev.daemun.eventlog.store.SequencerTable;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicBoolean;
import org.keycloak.models.KeycloakSessionFactory;
import org.keycloak.models.utils.KeycloakModelUtils;

/**
 * Gives positions to what has been committed: nudged after each commit of this node, and by a sweep for what a node left
 * behind that died between its commit and its nudge.
 */
final class Sequencer {
    private final KeycloakSessionFactory factory;
    private final LogThread thread;
    private final Subscribers subscribers;
    private final AtomicBoolean nudged = new AtomicBoolean();
    private long announced = -1;

    Sequencer(KeycloakSessionFactory factory, LogThread thread, Subscribers subscribers) {
        this.factory = factory;
        this.thread = thread;
        this.subscribers = subscribers;
    }

    /** Has it look soon; nudges that come meanwhile are one. */
    void nudge() {
        if (!thread.isClosed() && nudged.compareAndSet(false, true)) {
            thread.soon(new LogThread.Guarded("Giving out positions in the identity event log", () -> {
                nudged.set(false);
                run();
            }));
        }
    }

    /** Gives out what positions there are to give, and wakes this node's readers if there are any new ones. */
    void run() {
        boolean mayBeMore = true;
        while (mayBeMore) {
            Round round = KeycloakModelUtils.runJobInTransactionWithResult(
                    factory, session -> new Database(session).get(Round::on));
            mayBeMore = round.mayBeMore();
            if (round.last() != announced) {
                announced = round.last();
                subscribers.wake();
            }
        }
    }

    private record Round(boolean mayBeMore, long last) {
        static Round on(Connection connection) throws SQLException {
            SequencerTable table = new SequencerTable(connection);
            boolean mayBeMore = table.isAnyWaiting() && table.giveOutPositions(Instant.now());
            return new Round(mayBeMore, table.state().last());
        }
    }
}
