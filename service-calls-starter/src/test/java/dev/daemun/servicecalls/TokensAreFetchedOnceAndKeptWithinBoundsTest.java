package dev.daemun.servicecalls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class TokensAreFetchedOnceAndKeptWithinBoundsTest {
    private final SetClock clock = new SetClock();
    private final IssuedTokens tokens = new IssuedTokens(100, clock);
    private final AtomicInteger fetched = new AtomicInteger();

    @Test
    void aTokenIsKeptUntilShortlyBeforeItExpires() {
        get("stock", "ann");
        clock.move(Duration.ofSeconds(289));
        get("stock", "ann");
        assertThat(fetched).hasValue(1);

        clock.move(Duration.ofSeconds(2));
        get("stock", "ann");
        assertThat(fetched).hasValue(2);
    }

    @Test
    void oneThatIsAboutToExpireIsUsedAndNotKept() {
        Instant soon = clock.instant().plusSeconds(5);
        assertThat(tokens.get("stock", "ann", () -> token(soon)).expiry()).isEqualTo(soon);
        get("stock", "ann");
        assertThat(fetched).hasValue(1);
    }

    @Test
    void eachServiceAndEachTokenHasItsOwn() {
        get("stock", "ann");
        get("stock", "bob");
        get("mail", "ann");
        assertThat(fetched).hasValue(3);
    }

    @Test
    void theMemoryIsBounded() {
        IntStream.range(0, 1_000).forEach(caller -> get("stock", "caller" + caller));
        assertThat(tokens.size()).isBetween(1L, 100L);
    }

    @Test
    void whatIsForgottenIsFetchedAnew() {
        get("stock", "ann");
        get("stock", "bob");
        tokens.forget("stock", "ann");
        assertThat(tokens.size()).isEqualTo(1);
        get("stock", "bob");
        assertThat(fetched).hasValue(2);
        get("stock", "ann");
        assertThat(fetched).hasValue(3);
    }

    @Test
    void aFailureIsNotKept() {
        Supplier<IssuedToken> failing = () -> {
            throw new IllegalStateException("away");
        };
        assertThatThrownBy(() -> tokens.get("stock", "ann", failing)).hasMessage("away");
        get("stock", "ann");
        assertThat(fetched).hasValue(1);
    }

    @Test
    void manyAtOnceAskOnceAndFailTogether() throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(8);
        try {
            CountDownLatch answered = new CountDownLatch(1);
            Supplier<IssuedToken> slow = () -> {
                fetched.incrementAndGet();
                await(answered);
                return token(clock.instant().plusSeconds(300));
            };
            CompletableFuture<IssuedToken> first =
                    CompletableFuture.supplyAsync(() -> tokens.get("stock", "ann", slow), threads);
            while (fetched.get() == 0) {
                Thread.onSpinWait();
            }
            List<CompletableFuture<IssuedToken>> others = IntStream.range(0, 7)
                    .mapToObj(i -> CompletableFuture.supplyAsync(() -> tokens.get("stock", "ann", slow), threads))
                    .toList();
            // Another caller does not wait for them.
            assertThat(get("stock", "bob")).isNotNull();
            answered.countDown();
            IssuedToken token = first.get();
            for (CompletableFuture<IssuedToken> other : others) {
                assertThat(other.get()).isSameAs(token);
            }
            assertThat(fetched).as("once for ann, once for bob").hasValue(2);
        } finally {
            threads.shutdownNow();
        }
    }

    private IssuedToken get(String service, String from) {
        return tokens.get(service, from, () -> {
            fetched.incrementAndGet();
            return token(clock.instant().plusSeconds(300));
        });
    }

    private static IssuedToken token(Instant expiry) {
        return new IssuedToken("token", expiry, null, null);
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static final class SetClock extends Clock {
        private Instant now = Instant.parse("2026-01-01T00:00:00Z");

        void move(Duration by) {
            now = now.plus(by);
        }

        @Override
        public Instant instant() {
            return now;
        }

        @Override
        public ZoneOffset getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(java.time.ZoneId zone) {
            return this;
        }
    }
}
