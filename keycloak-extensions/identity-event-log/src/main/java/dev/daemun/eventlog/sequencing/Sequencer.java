package dev.daemun.eventlog.sequencing;

import dev.daemun.eventlog.Database;
import dev.daemun.eventlog.RepeatedWork.Next;
import dev.daemun.eventlog.Transactions;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;

/**
 * Gives positions to committed events. It is nudged after each commit of this node, and when another node has given out
 * positions; in addition it looks every 250 ms, because a node may die between its commit and its nudge, and because another
 * node's nudge may get lost.
 */
final class Sequencer {
    private static final Duration SWEEP = Duration.ofMillis(250);

    private final Transactions transactions;
    private final Subscribers subscribers;
    private final Runnable otherNodes;
    private final Clock clock;
    private final LatestClock latest;
    private long announced = -1;
    private volatile long waiting;

    /** @param otherNodes informs the other nodes of the cluster that the log has grown; neither blocks nor throws anything */
    Sequencer(Transactions transactions, Subscribers subscribers, Runnable otherNodes, Clock clock) {
        this.transactions = transactions;
        this.subscribers = subscribers;
        this.otherNodes = otherNodes;
        this.clock = clock;
        this.latest = new LatestClock(clock);
    }

    /** Gives positions to one batch of events, and wakes this node's readers where the log has grown. */
    Next round() {
        SequencerTable.GivenOut given = transactions.call(session -> new Database(session).get(this::giveOut));
        if (given.last() != announced) {
            announced = given.last();
            subscribers.wake();
            // Where nothing waited, another node gave out the positions, and has informed all others.
            if (waiting > 0) {
                otherNodes.run();
            }
        }
        return given.mayBeMore() ? Next.atOnce() : Next.onNudge(SWEEP);
    }

    /** How many committed events had no position when it looked last. */
    long waiting() {
        return waiting;
    }

    private SequencerTable.GivenOut giveOut(Connection connection) throws SQLException {
        SequencerTable table = new SequencerTable(connection);
        latest.note(connection);
        // Told before the wait for the lock, which another node may hold while it is frozen.
        waiting = table.waiting();
        return waiting > 0
                ? table.giveOutPositions(clock)
                : new SequencerTable.GivenOut(table.state().last(), false);
    }
}
