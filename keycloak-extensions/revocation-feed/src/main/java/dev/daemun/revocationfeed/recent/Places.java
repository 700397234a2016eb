package dev.daemun.revocationfeed.recent;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;

/** How many requests may be open at once, so that no reader can use up the memory: each of them may hold one page. */
public final class Places {
    private static final int MOST = 10_000;
    private static final int MOST_OF_ONE = 1_000;

    private final Semaphore free = new Semaphore(MOST);
    private final Map<String, Integer> byReader = new ConcurrentHashMap<>();

    /** Takes one for a reader; false where there are none left, in total or for this reader. */
    public boolean take(String reader) {
        if (byReader.merge(reader, 1, Integer::sum) > MOST_OF_ONE) {
            leave(reader);
            return false;
        }
        if (!free.tryAcquire()) {
            leave(reader);
            return false;
        }
        return true;
    }

    /** Gives one back that was taken. */
    public void giveBack(String reader) {
        free.release();
        leave(reader);
    }

    private void leave(String reader) {
        byReader.computeIfPresent(reader, (key, taken) -> taken == 1 ? null : taken - 1);
    }
}
