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
import org.junit.jupiter.api.Test;

/** Nor remembered for ever. */
class NoUsedProofIsForgottenTooEarlyTest {
    private static final Duration LIFETIME = Duration.ofSeconds(60);

    private final PassingTime time = new PassingTime();
    private final UsedProofs used = new ProofsUsedHere(4_000, time, time);

    @Test
    void itIsRememberedAsLongAsItIsGood() {
        assertThat(isFirstUse("key", "a")).isTrue();
        time.pass(LIFETIME.minusSeconds(1));
        assertThat(isFirstUse("key", "a")).isFalse();
        assertThat(isFirstUse("key", "b")).isTrue();
    }

    @Test
    void itsRoomIsFreeAfterwards() {
        for (int i = 0; i < 10; i++) {
            for (int caller = 0; caller < 2_000; caller++) {
                assertThat(isFirstUse("key" + caller, "a" + i + "/" + caller)).isTrue();
                assertThat(isFirstUse("key" + caller, "b" + i + "/" + caller)).isTrue();
            }
            time.pass(LIFETIME.plusSeconds(2));
        }
    }

    @Test
    void whereNobodyIsGreedyAndTooManyComeNobodyIsLetInByAProof() {
        for (int caller = 0; caller < 2_000; caller++) {
            assertThat(isFirstUse("key" + caller, "a" + caller)).isTrue();
            assertThat(isFirstUse("key" + caller, "b" + caller)).isTrue();
        }
        assertThatThrownBy(() -> isFirstUse("another", "more")).isInstanceOf(UsedProofsUnavailableException.class);
        assertThat(isFirstUse("key1", "a1")).isFalse();
        time.pass(LIFETIME.plusSeconds(2));
        assertThat(isFirstUse("another", "more")).isTrue();
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
                    return isFirstUse("key", "a");
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

    private boolean isFirstUse(String key, String proof) {
        return used.isFirstUse(key, proof, time.instant().plus(LIFETIME));
    }
}
