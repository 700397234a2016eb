package dev.daemun.resourceserver.withdrawal;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class ARemovedKeyIsForgottenTest {
    private final SetClock clock = new SetClock();
    private final Withdrawals withdrawals = new Withdrawals(
            new Denylist(1_000, Set.of(), Duration.ZERO), Duration.ofSeconds(30), Duration.ofMinutes(5), clock);
    private final AtomicInteger forgotten = new AtomicInteger();

    /** The node that a service asks for keys need not be the one that has removed one. */
    @Test
    void atOnceAndAgainUntilAllNodesOfTheIssuerKnow() {
        withdrawals.onRemovedKey(forgotten::incrementAndGet);
        withdrawals.accept(of("signed-out"));
        assertThat(forgotten).hasValue(0);

        withdrawals.accept(of("key-removed"));
        assertThat(forgotten).hasValue(1);
        for (int second = 0; second < 5; second++) {
            clock.pass(Duration.ofSeconds(1));
            withdrawals.accept(new News("2", List.of(), clock.instant()));
        }
        assertThat(forgotten).hasValue(6);
        clock.pass(Duration.ofSeconds(1));
        withdrawals.accept(new News("3", List.of(), clock.instant()));
        assertThat(forgotten).hasValue(6);
    }

    /** Each time costs the issuer a request for its keys. */
    @Test
    void butNotWithEachWithdrawalOfABurst() {
        withdrawals.onRemovedKey(forgotten::incrementAndGet);
        withdrawals.accept(of("key-removed"));
        for (int i = 0; i < 500; i++) {
            clock.pass(Duration.ofMillis(10));
            withdrawals.accept(of("signed-out"));
        }
        assertThat(forgotten).hasValue(6);
    }

    private News of(String reason) {
        long now = clock.instant().getEpochSecond();
        return new News(
                "1",
                List.of(new Withdrawal(1L, "realm", null, null, null, null, null, null, now, now + 400, reason)),
                clock.instant());
    }
}
