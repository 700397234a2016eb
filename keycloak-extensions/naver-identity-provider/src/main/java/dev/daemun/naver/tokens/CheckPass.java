package dev.daemun.naver.tokens;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * The one pass of all nodes through the stored tokens of a provider.
 *
 * @param holder the node that does it; null between two passes
 * @param leaseEnds when another node may go on
 * @param startedAt when it began, or when the last one did
 * @param reached the account that it has come to, in the order of their ids; empty at the beginning
 */
record CheckPass(String holder, Instant leaseEnds, Instant startedAt, String reached) {
    /** Longer than a page can take: its thirty tokens lead to two calls each at most, and a call to ten seconds. */
    static final Duration LEASE = Duration.ofMinutes(15);

    /** Before the first one. */
    static CheckPass none() {
        return new CheckPass(null, Instant.EPOCH, Instant.EPOCH, "");
    }

    /** As this node does it from now on; nothing where another node does it, or where the next one is not due. */
    Optional<CheckPass> takenBy(String node, Instant now, Duration interval) {
        if (holder == null) {
            return now.isBefore(startedAt.plus(interval))
                    ? Optional.empty()
                    : Optional.of(new CheckPass(node, now.plus(LEASE), now, ""));
        }
        return holder.equals(node) || !now.isBefore(leaseEnds)
                ? Optional.of(new CheckPass(node, now.plus(LEASE), startedAt, reached))
                : Optional.empty();
    }

    CheckPass after(String lastUser) {
        return new CheckPass(holder, leaseEnds, startedAt, lastUser);
    }

    CheckPass over() {
        return new CheckPass(null, Instant.EPOCH, startedAt, "");
    }
}
