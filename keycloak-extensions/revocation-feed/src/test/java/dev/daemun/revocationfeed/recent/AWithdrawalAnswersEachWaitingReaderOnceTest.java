package dev.daemun.revocationfeed.recent;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class AWithdrawalAnswersEachWaitingReaderOnceTest {
    private static final int READERS = 500;

    private final Waiting waiting = new Waiting();
    private final AtomicInteger answered = new AtomicInteger();

    @Test
    void alsoOneThatWaitsAgainAtOnce() {
        for (int i = 0; i < READERS; i++) {
            readOn();
        }
        waiting.wake("another-realm");
        assertThat(answered).hasValue(0);
        waiting.wake("realm");
        assertThat(answered).hasValue(READERS);
        waiting.wake("realm");
        assertThat(answered).as("by the next withdrawal").hasValue(2 * READERS);
    }

    private void readOn() {
        CompletableFuture<Void> unused = waiting.forWithdrawal("realm", Duration.ofMinutes(1))
                .thenRun(() -> {
                    answered.incrementAndGet();
                    readOn();
                });
    }
}
