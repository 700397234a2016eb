package dev.daemun.revocationfeed.recent;

import dev.daemun.eventlog.Completeness;
import dev.daemun.eventlog.IdentityEvent;
import dev.daemun.revocationfeed.withdrawal.Derivation;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** A memory that tests of other packages fill. */
public final class Recent {
    /** What is filled. */
    public final RecentWithdrawals withdrawals;

    private final Clock clock;
    private long last;

    /** An empty memory that has read an empty log. */
    public Recent(Clock clock) {
        this.clock = clock;
        this.withdrawals = new RecentWithdrawals(clock);
        startOver();
    }

    /** Begins with another log. */
    public void startOver() {
        last = 0;
        withdrawals.startAt(new Cursor("0e6c2b53", 0, Cursor.NO_EVENT));
        caughtUp();
    }

    /** Everything until now is known. */
    public void caughtUp() {
        withdrawals.caughtUp(new Completeness(clock.instant(), clock.instant()), clock.instant());
    }

    /** One user of a realm is disabled. */
    public void disabled(String realmId, String user) {
        told(realmId, "disabled", user, "{}");
    }

    /** Something of a realm is told. */
    public void told(String realmId, String what, String user, String data) {
        Instant now = clock.instant();
        IdentityEvent event = new IdentityEvent(
                ++last,
                "e" + last,
                "https://id.example.com/realms/daemun",
                "dev.daemun.identity." + what + ".v1",
                user,
                user,
                realmId,
                now,
                now,
                data);
        withdrawals.accept(List.of(event), of -> Derivation.of(of, () -> Duration.ofMinutes(5)));
        caughtUp();
    }

    /** What no longer matters is forgotten. */
    public void forget() {
        withdrawals.forget();
    }
}
