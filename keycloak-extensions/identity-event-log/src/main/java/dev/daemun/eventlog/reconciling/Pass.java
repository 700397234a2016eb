package dev.daemun.eventlog.reconciling;

import dev.daemun.eventlog.reconciling.Step.Progress;
import java.time.Duration;
import java.time.Instant;

/**
 * A pass through everything that can have living tokens, at one of its pages. All moments are told by the database's clock.
 *
 * @param now when this page began
 * @param last the log's last position when this page began: what was committed before is what the page sees
 * @param holder the node that does the pass; null between two passes
 * @param dueAt when another node may go on, or may begin the next pass
 * @param startedAt when the pass began
 * @param startedWith the log's last position then
 * @param before when the pass before this one began
 * @param since the log's last position then. What this pass has seen before was as it was remembered at that position, or later
 * @param step the number of the step that it is at
 * @param reached how far that step has come
 */
record Pass(
        Instant now,
        long last,
        String holder,
        Instant dueAt,
        Instant startedAt,
        long startedWith,
        Instant before,
        long since,
        int step,
        String reached) {
    /** A node that does not go on for so long is taken to be dead. */
    private static final Duration LEASE = Duration.ofSeconds(5);

    boolean isFor(String node) {
        return node.equals(holder) || !now.isBefore(dueAt);
    }

    /** As this node does it from now on: a new one, or what another node has left. */
    Pass takenBy(String node) {
        Instant lease = now.plus(LEASE);
        return holder == null
                ? new Pass(now, last, node, lease, now, last, startedAt, startedWith, 0, "")
                : new Pass(now, last, node, lease, startedAt, startedWith, before, since, step, reached);
    }

    Pass after(Progress progress) {
        boolean next = progress.reached() == null;
        return new Pass(
                now,
                last,
                holder,
                dueAt,
                startedAt,
                startedWith,
                before,
                since,
                next ? step + 1 : step,
                next ? "" : progress.reached());
    }

    /** When it is over, the next one begins an interval after this one has begun. */
    Pass over(Duration interval) {
        return new Pass(now, last, null, startedAt.plus(interval), startedAt, startedWith, before, since, 0, "");
    }

    Duration untilDue() {
        Duration left = Duration.between(now, dueAt);
        return left.isNegative() ? Duration.ZERO : left;
    }
}
