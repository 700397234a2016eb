package dev.daemun.brokering;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NoFailureEndsTheRoundsTest {
    private final FakeThread thread = new FakeThread();
    private final LoggedLines log = new LoggedLines(NoFailureEndsTheRoundsTest.class);
    private final List<Throwable> failures = new ArrayList<>();
    private int rounds;
    private double chance;
    private final RepeatedWork work = new RepeatedWork(
            "the work",
            this::round,
            Duration.ofSeconds(5),
            thread,
            chance(),
            new FailureLog(log.logger(), "the work succeeds again"));

    @BeforeEach
    void listen() {
        log.start();
    }

    @AfterEach
    void stop() {
        log.close();
    }

    @Test
    void afterASuccessItWaitsItsPause() {
        work.soon();
        thread.runNext();
        assertThat(thread.delayMillis()).isEqualTo(5_000);
        thread.runNext();
        assertThat(rounds).isEqualTo(2);
    }

    @Test
    void newsMakesTheNextRoundComeAtOnceAndNotTwice() {
        work.soon();
        thread.runNext();
        work.soon();
        work.soon();
        assertThat(thread.delayMillis()).isZero();
    }

    @Test
    void newsDuringARoundIsAnotherRound() {
        failures.add(null);
        RepeatedWork[] self = new RepeatedWork[1];
        self[0] = new RepeatedWork(
                "the work",
                () -> {
                    rounds++;
                    if (rounds == 1) {
                        self[0].soon();
                    }
                },
                Duration.ofSeconds(5),
                thread,
                chance(),
                new FailureLog(log.logger(), "the work succeeds again"));
        self[0].soon();
        thread.runNext();
        assertThat(thread.delayMillis()).isZero();
    }

    @Test
    void anErrorToo() {
        failures.add(new NoClassDefFoundError("one that an upgrade took away"));
        work.soon();
        thread.runNext();
        assertThat(thread.waiting()).isEqualTo(1);
        thread.runNext();
        assertThat(rounds).isEqualTo(2);
        assertThat(thread.delayMillis()).as("as before").isEqualTo(5_000);
    }

    @Test
    void failuresAreFurtherAndFurtherApartButNotForEver() {
        chance = 1;
        List<Long> seconds = new ArrayList<>();
        work.soon();
        for (int i = 0; i < 9; i++) {
            failures.add(new IllegalStateException("no database"));
            thread.runNext();
            seconds.add(thread.delayMillis() / 1_000);
        }
        assertThat(seconds).containsExactly(10L, 20L, 40L, 80L, 160L, 320L, 320L, 320L, 320L);
    }

    @ParameterizedTest
    @ValueSource(doubles = {0, 0.5, 1})
    void nodesThatFailTogetherDoNotTryTogether(double chance) {
        this.chance = chance;
        failures.add(new IllegalStateException("no database"));
        work.soon();
        thread.runNext();
        assertThat(thread.delayMillis()).isEqualTo((long) (5_000 + 5_000 * chance));
    }

    @Test
    void eachKindIsLoggedOnceUntilItWorksAgain() {
        work.soon();
        for (Throwable failure : List.of(
                new IllegalStateException("a"), new IllegalStateException("b"), new IllegalArgumentException("a"))) {
            failures.add(failure);
            thread.runNext();
        }
        assertThat(log.lines())
                .containsExactly(
                        "the work failed, to be tried again: IllegalStateException",
                        "the work failed, to be tried again: IllegalArgumentException");
        thread.runNext();
        failures.add(new IllegalStateException("c"));
        thread.runNext();
        assertThat(log.lines())
                .hasSize(4)
                .endsWith("the work succeeds again", "the work failed, to be tried again: IllegalStateException");
    }

    @Test
    void afterItsEndNothingIsScheduled() {
        work.soon();
        work.close();
        work.soon();
        assertThat(thread.waiting()).isZero();
        assertThat(thread.isShutdown()).isTrue();
    }

    @Test
    void itsEndIsWaitedForButNotForEver() {
        thread.neverEnds = true;
        work.close();
        assertThat(thread.patienceMillis).isEqualTo(5_000);
    }

    @Test
    void aRoundThatRunsIsInterruptedAndJoined() throws InterruptedException {
        CountDownLatch running = new CountDownLatch(1);
        CountDownLatch interrupted = new CountDownLatch(1);
        RepeatedWork real = RepeatedWork.on(
                "the work", Duration.ofSeconds(5), new FailureLog(log.logger(), "the work succeeds again"), () -> {
                    running.countDown();
                    try {
                        new CountDownLatch(1).await();
                    } finally {
                        interrupted.countDown();
                    }
                });
        real.soon();
        assertThat(running.await(30, TimeUnit.SECONDS)).isTrue();
        real.close();
        assertThat(interrupted.getCount()).isZero();
    }

    private void round() throws Exception {
        rounds++;
        Throwable failure = failures.isEmpty() ? null : failures.remove(0);
        if (failure instanceof Error error) {
            throw error;
        }
        if (failure instanceof Exception exception) {
            throw exception;
        }
    }

    private RandomGenerator chance() {
        return new RandomGenerator() {
            @Override
            public long nextLong() {
                throw new AssertionError("Only numbers below a bound are expected");
            }

            @Override
            public long nextLong(long bound) {
                return (long) ((bound - 1) * chance);
            }
        };
    }
}
