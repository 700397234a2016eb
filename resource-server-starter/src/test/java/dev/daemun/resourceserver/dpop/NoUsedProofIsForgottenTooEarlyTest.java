package dev.daemun.resourceserver.dpop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

/** Nor remembered for ever. */
class NoUsedProofIsForgottenTooEarlyTest {
    private static final Duration KEPT = Duration.ofSeconds(60);

    private final AtomicLong nanos = new AtomicLong();
    private final UsedProofs used = new ProofsUsedHere(1_000, nanos::get);

    @Test
    void itIsRememberedAsLongAsItIsGood() {
        assertThat(used.isFirstUse("a", KEPT)).isTrue();
        pass(Duration.ofSeconds(59));
        assertThat(used.isFirstUse("a", KEPT)).isFalse();
        assertThat(used.isFirstUse("b", KEPT)).isTrue();
    }

    @Test
    void aFloodLetsNobodyInAndMakesNoProofGoodAgain() {
        for (int i = 0; i < 1_000; i++) {
            assertThat(used.isFirstUse("flood" + i, KEPT)).isTrue();
        }
        assertThatThrownBy(() -> used.isFirstUse("more", KEPT)).isInstanceOf(UsedProofsUnavailableException.class);
        assertThatThrownBy(() -> used.isFirstUse("flood0", KEPT)).isInstanceOf(UsedProofsUnavailableException.class);
        pass(KEPT.plusSeconds(1));
        assertThat(used.isFirstUse("more", KEPT)).isTrue();
    }

    @Test
    void ofManyAtTheSameMomentOneIsTheFirst() throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(8);
        try {
            CountDownLatch start = new CountDownLatch(1);
            List<Future<Boolean>> uses = new ArrayList<>();
            for (int i = 0; i < 8; i++) {
                uses.add(threads.submit(() -> {
                    start.await();
                    return used.isFirstUse("a", KEPT);
                }));
            }
            start.countDown();
            int first = 0;
            for (Future<Boolean> use : uses) {
                first += use.get() ? 1 : 0;
            }
            assertThat(first).isEqualTo(1);
        } finally {
            threads.shutdown();
        }
    }

    private void pass(Duration time) {
        nanos.addAndGet(time.toNanos());
    }
}
