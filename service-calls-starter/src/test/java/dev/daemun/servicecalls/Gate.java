package dev.daemun.servicecalls;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Holds a request until the test lets it go on. */
final class Gate {
    private volatile CountDownLatch arrived = new CountDownLatch(1);
    private volatile CountDownLatch opened = new CountDownLatch(1);

    void close() {
        arrived = new CountDownLatch(1);
        opened = new CountDownLatch(1);
    }

    void pass() {
        arrived.countDown();
        await(opened);
    }

    void awaitArrival() {
        await(arrived);
    }

    void open() {
        opened.countDown();
    }

    private static void await(CountDownLatch latch) {
        try {
            if (!latch.await(20, TimeUnit.SECONDS)) {
                throw new IllegalStateException("Nobody came.");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
