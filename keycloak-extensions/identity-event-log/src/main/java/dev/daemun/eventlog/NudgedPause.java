package dev.daemun.eventlog;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/** Real time between two rounds of repeated work. */
final class NudgedPause implements RepeatedWork.Pause {
    private final Semaphore nudges = new Semaphore(0);
    private final CountDownLatch end = new CountDownLatch(1);

    @Override
    public void take(RepeatedWork.Next next) throws InterruptedException {
        long millis = next.pause().toMillis();
        if (!next.endsByNudge()) {
            boolean unused = end.await(millis, TimeUnit.MILLISECONDS);
        } else if (nudges.tryAcquire(millis, TimeUnit.MILLISECONDS)) {
            nudges.drainPermits();
        }
    }

    @Override
    public void nudge() {
        // One waiting nudge is enough, and it keeps the count from growing without end.
        if (nudges.availablePermits() == 0) {
            nudges.release();
        }
    }

    @Override
    public void end() {
        end.countDown();
        nudges.release();
    }
}
