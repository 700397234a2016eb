package dev.daemun.eventlog;

import static org.assertj.core.api.Assertions.assertThat;

import dev.daemun.eventlog.RepeatedWork.Next;
import dev.daemun.eventlog.RepeatedWork.Round;
import dev.daemun.eventlog.fakes.LoggedLines;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class ARepeatedWorkNeverEndsByItselfTest {
    private static final Duration SHORT = Duration.ofMillis(20);

    private final Deque<Round> rounds = new ArrayDeque<>();
    private final List<Next> pauses = new ArrayList<>();
    private final AtomicInteger ended = new AtomicInteger();

    @Test
    void neitherAnExceptionNorAnErrorNorAnInterruptEndsIt() {
        rounds.add(() -> {
            throw new IllegalStateException();
        });
        rounds.add(() -> {
            throw new NoClassDefFoundError("gone");
        });
        rounds.add(() -> {
            throw new OutOfMemoryError();
        });
        rounds.add(() -> {
            throw new InterruptedException();
        });
        rounds.add(() -> {
            Thread.currentThread().interrupt();
            throw new StackOverflowError();
        });
        AtomicBoolean interrupted = new AtomicBoolean(true);
        rounds.add(() -> {
            interrupted.set(Thread.currentThread().isInterrupted());
            return Next.atOnce();
        });
        run();
        assertThat(pauses).hasSize(6);
        assertThat(interrupted)
                .as("an old interrupt does not disturb the next round")
                .isFalse();
        assertThat(ended).hasValue(1);
    }

    @Test
    void thePauseAfterAFailureGrowsUpToASecondAndANudgeDoesNotEndIt() {
        for (int i = 0; i < 20; i++) {
            rounds.add(() -> {
                throw new IllegalStateException();
            });
        }
        rounds.add(() -> Next.onNudge(SHORT));
        rounds.add(() -> {
            throw new IllegalStateException();
        });
        run();
        assertThat(pauses.get(0).pause()).isBetween(Duration.ofMillis(50), Duration.ofMillis(100));
        assertThat(pauses.get(1).pause()).isBetween(Duration.ofMillis(100), Duration.ofMillis(200));
        assertThat(pauses.subList(5, 20)).allSatisfy(pause -> {
            assertThat(pause.pause()).isBetween(Duration.ofMillis(500), Duration.ofSeconds(1));
            assertThat(pause.endsByNudge()).isFalse();
        });
        assertThat(pauses.get(20)).as("what the work itself asks for").isEqualTo(Next.onNudge(SHORT));
        assertThat(pauses.get(21).pause())
                .as("short again after a success")
                .isLessThanOrEqualTo(Duration.ofMillis(100));
    }

    @Test
    void eachKindOfFailureIsLoggedOnceUntilASuccess() {
        List<RuntimeException> failures = List.of(
                new IllegalStateException("one"),
                new IllegalStateException("two"),
                new IllegalStateException(new IllegalArgumentException()),
                new UnsupportedOperationException(),
                new IllegalStateException("three"));
        failures.forEach(failure -> rounds.add(() -> {
            throw failure;
        }));
        rounds.add(Next::atOnce);
        rounds.add(Next::atOnce);
        rounds.add(() -> {
            throw new IllegalStateException("later");
        });
        try (LoggedLines log = new LoggedLines(RepeatedWork.class)) {
            run();
            assertThat(log.all())
                    .containsExactly(
                            "ERROR Reading failed (IllegalStateException) and is tried again until it succeeds.",
                            "ERROR Reading failed (IllegalStateException, caused by IllegalArgumentException)"
                                    + " and is tried again until it succeeds.",
                            "ERROR Reading failed (UnsupportedOperationException)"
                                    + " and is tried again until it succeeds.",
                            "INFO Reading succeeds again.",
                            "ERROR Reading failed (IllegalStateException) and is tried again until it succeeds.");
        }
    }

    @Test
    void causesThatFormACircleAreLoggedToo() {
        IllegalStateException one = new IllegalStateException();
        one.initCause(new IllegalArgumentException(one));
        assertThat(FailureLog.kind(one)).isEqualTo("IllegalStateException, caused by IllegalArgumentException");
    }

    @Test
    void aNudgeEndsAPauseAndOneDuringARoundIsNotLost() throws InterruptedException {
        CountDownLatch first = new CountDownLatch(1);
        CountDownLatch second = new CountDownLatch(2);
        CountDownLatch third = new CountDownLatch(3);
        CountDownLatch nudged = new CountDownLatch(1);
        try (RepeatedWork work = new RepeatedWork("test", "Testing", () -> {
            first.countDown();
            second.countDown();
            third.countDown();
            nudged.await();
            return Next.onNudge(Duration.ofDays(1));
        })) {
            work.start();
            first.await();
            work.nudge();
            nudged.countDown();
            second.await();
            work.nudge();
            third.await();
        }
        assertThat(third.getCount()).isZero();
    }

    @Test
    void aNudgeDoesNotEndThePauseThatTheOtherSideNeeds() throws InterruptedException {
        NudgedPause pause = new NudgedPause();
        pause.nudge();
        CountDownLatch over = new CountDownLatch(1);
        Thread waiting = new Thread(() -> {
            try {
                pause.take(Next.after(Duration.ofDays(1)));
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            over.countDown();
        });
        waiting.start();
        assertThat(over.await(SHORT.toMillis(), TimeUnit.MILLISECONDS)).isFalse();
        pause.end();
        over.await();
    }

    @Test
    void closingEndsAPauseAtOnceAndWaitsForTheLastStep() throws InterruptedException {
        CountDownLatch pausing = new CountDownLatch(1);
        RepeatedWork work = new RepeatedWork(
                "test",
                "Testing",
                () -> {
                    pausing.countDown();
                    return Next.after(Duration.ofDays(1));
                },
                ended::incrementAndGet);
        work.start();
        pausing.await();
        work.close();
        assertThat(ended).hasValue(1);
    }

    @Test
    void aRoundThatWaitsIsInterruptedAfterAWhileAndTheLastStepIsNot() throws InterruptedException {
        CountDownLatch running = new CountDownLatch(1);
        AtomicBoolean interruptedAtEnd = new AtomicBoolean(true);
        RepeatedWork work = new RepeatedWork(
                "test",
                "Reading",
                () -> {
                    running.countDown();
                    new CountDownLatch(1).await();
                    return Next.atOnce();
                },
                () -> interruptedAtEnd.set(Thread.currentThread().isInterrupted()),
                new NudgedPause(),
                // A busy machine may take long to run the thread that was interrupted.
                Duration.ofSeconds(2));
        work.start();
        running.await();
        try (LoggedLines log = new LoggedLines(RepeatedWork.class)) {
            work.close();
            assertThat(log.all()).isEmpty();
        }
        assertThat(interruptedAtEnd).isFalse();
    }

    @Test
    void aRoundThatIgnoresEverythingDoesNotHoldUpTheShutdown() throws InterruptedException {
        CountDownLatch running = new CountDownLatch(1);
        CountDownLatch released = new CountDownLatch(1);
        RepeatedWork work = work(
                () -> {
                    running.countDown();
                    boolean done = false;
                    while (!done) {
                        try {
                            released.await();
                            done = true;
                        } catch (InterruptedException e) {
                            // Ignored, as a bad driver would.
                        }
                    }
                    return Next.atOnce();
                },
                ended::incrementAndGet,
                new NudgedPause());
        work.start();
        running.await();
        try (LoggedLines log = new LoggedLines(RepeatedWork.class)) {
            work.close();
            assertThat(log.all())
                    .containsExactly("WARN The thread test does not end; Keycloak goes on without waiting for it.");
        } finally {
            released.countDown();
        }
    }

    @Test
    void eachOfSeveralIsInterruptedAndCleansUp() throws InterruptedException {
        CountDownLatch running = new CountDownLatch(3);
        CountDownLatch cleanedUp = new CountDownLatch(3);
        List<RepeatedWork> all = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            RepeatedWork work = work(
                    () -> {
                        running.countDown();
                        new CountDownLatch(1).await();
                        return Next.atOnce();
                    },
                    cleanedUp::countDown,
                    new NudgedPause());
            all.add(work);
            work.start();
        }
        running.await();
        RepeatedWork.closeAll(all);
        cleanedUp.await();
        assertThat(cleanedUp.getCount()).isZero();
    }

    @Test
    void whatWasNeverStartedCanBeClosed() {
        work(Next::atOnce, ended::incrementAndGet, new NudgedPause()).close();
        assertThat(ended).hasValue(0);
    }

    private RepeatedWork work(Round round, Runnable atEnd, RepeatedWork.Pause pause) {
        return new RepeatedWork("test", "Reading", round, atEnd, pause, SHORT);
    }

    /** Runs the prepared rounds on this thread, without a pause. */
    private void run() {
        RecordedPauses recorded = new RecordedPauses();
        RepeatedWork work = work(() -> rounds.remove().run(), ended::incrementAndGet, recorded);
        recorded.work = work;
        work.run();
    }

    private final class RecordedPauses implements RepeatedWork.Pause {
        private RepeatedWork work;

        @Override
        public void take(Next next) {
            pauses.add(next);
            if (rounds.isEmpty()) {
                work.stop();
            }
        }

        @Override
        public void nudge() {
            throw new UnsupportedOperationException();
        }

        @Override
        public void end() {
            // There is no pause to end.
        }
    }
}
