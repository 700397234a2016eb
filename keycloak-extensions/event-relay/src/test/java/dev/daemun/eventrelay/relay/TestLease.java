package dev.daemun.eventrelay.relay;

import dev.daemun.eventlog.Transactions;
import java.time.Clock;
import java.util.concurrent.TimeUnit;

/** Leases by a test's clock. */
final class TestLease {
    private TestLease() {}

    static Lease of(Transactions transactions, String destination, Clock shared) {
        return new Lease(
                transactions,
                destination,
                connection -> shared.instant(),
                () -> TimeUnit.MILLISECONDS.toNanos(shared.millis()));
    }
}
