package dev.daemun.resourceserver.withdrawal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.daemun.resourceserver.issuer.FailureLog;
import dev.daemun.resourceserver.issuer.RecordingLog;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class NothingEndsTheLoopButItsStopTest {
    private final RecordingLog recorded = new RecordingLog();
    private final FailureLog failures = new FailureLog(recorded.log(), "It matters.", "It works again.");
    private final Script script = new Script();
    private final List<Long> pauses = new CopyOnWriteArrayList<>();
    private final BackgroundLoop loop =
            new BackgroundLoop("loop", script, failures, pauses::add, Duration.ofSeconds(10));

    @AfterEach
    void stop() {
        script.obstinate.countDown();
        loop.stop();
    }

    @Test
    void neitherExceptionsNorErrorsNorAStrayInterrupt() {
        script.then(() -> fail(new IOException("away")))
                .then(() -> fail(new IllegalStateException("surprise")))
                .then(() -> fail(new OutOfMemoryError("none left")))
                .then(() -> fail(new StackOverflowError()))
                .then(() -> fail(new AssertionError()))
                .then(() -> fail(new InterruptedException("not meant for this thread")))
                .then(() -> fail(new IOException("away")));
        startToTheEnd();
        assertThat(script.done).hasValue(7);
        assertThat(loop.isRunning()).isTrue();
        assertThat(recorded.lines())
                .as("each kind once")
                .hasSize(6)
                .contains("warn away. It matters.", "error java.lang.OutOfMemoryError: none left. It matters.");
    }

    @Test
    void notEvenALogThatFails() {
        BackgroundLoop unlogged = new BackgroundLoop(
                "unlogged",
                script,
                new FailureLog(RecordingLog.failing(), "It matters.", "It works again."),
                pauses::add,
                Duration.ofSeconds(10));
        script.then(() -> fail(new IOException("away"))).then(() -> null);
        unlogged.start();
        await().until(() -> script.ended.getCount() == 0);
        assertThat(script.done).hasValue(2);
        assertThat(pauses).hasSize(1);
        unlogged.stop();
    }

    @Test
    void pausesGrowToABoundAndShrinkWithSuccess() {
        for (int i = 0; i < 20; i++) {
            script.then(() -> fail(new IOException("away")));
        }
        script.then(() -> null).then(() -> fail(new IOException("away")));
        startToTheEnd();
        assertThat(pauses)
                .hasSize(21)
                .allMatch(pause ->
                        pause >= BackgroundLoop.SHORTEST_PAUSE_MILLIS && pause <= BackgroundLoop.LONGEST_PAUSE_MILLIS);
        assertThat(pauses.get(0)).as("the first").isLessThanOrEqualTo(200);
        assertThat(pauses.subList(10, 20).stream().mapToLong(Long::longValue).sum())
                .as("ten of the longest, each by chance between almost none and all of it")
                .isGreaterThan(2_000);
        assertThat(pauses.get(20)).as("the first after a success").isLessThanOrEqualTo(200);
        Set<Long> different = new HashSet<>(pauses.subList(10, 20));
        assertThat(different).as("no two instances pause alike").hasSizeGreaterThan(1);
    }

    @Test
    void itsStopWaitsForTheThreadAndLetsGoOfWhatIsOpen() {
        Thread stopping = Thread.currentThread();
        // Closing takes as long as it takes for the other thread to wait for it.
        script.beforeClose = () -> await().until(() -> stopping.getState() == Thread.State.TIMED_WAITING);
        startToTheEnd();
        loop.stop();
        assertThat(loop.isRunning()).isFalse();
        assertThat(script.closed).hasValue(1);
        assertThat(script.thread.isAlive()).isFalse();
        assertThat(recorded.lines()).as("an end that is wanted is no failure").isEmpty();
    }

    @Test
    void itsStopEndsAPauseToo() {
        CountDownLatch pausing = new CountDownLatch(1);
        BackgroundLoop sleeping = new BackgroundLoop(
                "sleeping",
                script,
                failures,
                millis -> {
                    pausing.countDown();
                    Thread.sleep(Duration.ofHours(1).toMillis());
                },
                Duration.ofSeconds(10));
        script.then(() -> fail(new IOException("away")));
        sleeping.start();
        await().until(() -> pausing.getCount() == 0);
        sleeping.stop();
        assertThat(script.closed).hasValue(1);
        assertThat(script.thread.isAlive()).isFalse();
    }

    @Test
    void aThreadThatDoesNotEndIsWaitedForNoLongerThanTheBound() {
        AtomicInteger interrupts = new AtomicInteger();
        BackgroundLoop impatient =
                new BackgroundLoop("obstinate", script, failures, pauses::add, Duration.ofMillis(50));
        script.then(() -> {
            while (script.obstinate.getCount() > 0) {
                try {
                    script.obstinate.await();
                } catch (InterruptedException e) {
                    interrupts.incrementAndGet();
                }
            }
            return null;
        });
        impatient.start();
        await().until(() -> script.thread != null);
        impatient.stop();
        assertThat(impatient.isRunning()).isFalse();
        assertThat(script.thread.isAlive()).isTrue();
        assertThat(interrupts).hasValue(1);
        script.obstinate.countDown();
        await().until(() -> !script.thread.isAlive());
        assertThat(script.closed).hasValue(1);
    }

    @Test
    void whatWasStoppedCanBeStartedAgain() {
        startToTheEnd();
        Thread first = script.thread;
        loop.start();
        assertThat(script.thread).as("it runs already").isSameAs(first);
        loop.stop();
        loop.stop();
        script.then(() -> null);
        startToTheEnd();
        assertThat(script.thread).isNotSameAs(first);
        assertThat(script.done).hasValue(1);
    }

    private void startToTheEnd() {
        script.ended = new CountDownLatch(1);
        loop.start();
        await().until(() -> script.ended.getCount() == 0);
    }

    private static Void fail(Throwable failure) throws Exception {
        if (failure instanceof Error error) {
            throw error;
        }
        throw (Exception) failure;
    }

    /** Does what it is told, one after the other, and then waits like somebody who reads from a silent other side. */
    private static final class Script implements BackgroundLoop.Work {
        private final Deque<Callable<Void>> steps = new ArrayDeque<>();
        private final AtomicInteger done = new AtomicInteger();
        private final AtomicInteger closed = new AtomicInteger();
        private final CountDownLatch obstinate = new CountDownLatch(1);
        private volatile CountDownLatch ended = new CountDownLatch(1);
        private volatile Runnable beforeClose = () -> {};
        private volatile Thread thread;

        Script then(Callable<Void> step) {
            steps.add(step);
            return this;
        }

        @Override
        public void once() throws Exception {
            thread = Thread.currentThread();
            Callable<Void> next = steps.poll();
            if (next == null) {
                ended.countDown();
                new CountDownLatch(1).await();
            } else {
                done.incrementAndGet();
                next.call();
            }
        }

        @Override
        public void close() {
            beforeClose.run();
            closed.incrementAndGet();
        }
    }
}
