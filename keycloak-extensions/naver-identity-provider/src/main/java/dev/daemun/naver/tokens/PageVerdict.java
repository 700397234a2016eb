package dev.daemun.naver.tokens;

import java.util.ArrayList;
import java.util.List;

/** What the answers about one page of links say. */
final class PageVerdict {
    /**
     * Where Naver refuses every single token of so many, it is not that all these people have left on one day: it is the provider's settings,
     * such as the client id of another app.
     */
    private static final int TOO_MANY_TO_HAVE_LEFT_AT_ONCE = 10;

    private final List<StoredGrant> ended = new ArrayList<>();
    private int answers;

    void take(StoredGrant grant, NaverAnswer answer) {
        answers++;
        if (answer.saysThatTheGrantHasEnded()) {
            ended.add(grant);
        }
    }

    boolean isBelievable() {
        return ended.size() < TOO_MANY_TO_HAVE_LEFT_AT_ONCE || ended.size() < answers;
    }

    List<StoredGrant> ended() {
        return List.copyOf(ended);
    }
}
