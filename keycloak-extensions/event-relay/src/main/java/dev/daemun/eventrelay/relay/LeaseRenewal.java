package dev.daemun.eventrelay.relay;

import dev.daemun.eventlog.RepeatedWork.Next;
import java.time.Duration;
import java.util.List;

/** Renews the leases of this node, on a thread of its own, since a delivery may take longer than a lease is long. */
final class LeaseRenewal {
    private static final Duration EACH = Duration.ofSeconds(1);

    private final List<Lease> leases;

    LeaseRenewal(List<Lease> leases) {
        this.leases = List.copyOf(leases);
    }

    Next round() {
        RuntimeException failure = null;
        for (Lease lease : leases) {
            try {
                lease.renew();
            } catch (RuntimeException e) {
                // The others may be luckier.
                failure = e;
            }
        }
        if (failure != null) {
            throw failure;
        }
        return Next.after(EACH);
    }
}
