package dev.daemun.naver.tokens;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** What the answers about one page of links say. */
final class PageVerdict {
    /**
     * Where Naver refuses every single token of so many, it is not that all these people have left on one day: it is the provider's settings,
     * such as the client id of another app.
     */
    private static final int TOO_MANY_TO_HAVE_LEFT_AT_ONCE = 10;

    /** So many calls of a page may fail. Fewer are about single tokens, which must not hold up the check of all others; more are an outage. */
    private static final int MOST_FAILURES = 3;

    private final List<StoredGrant> ended = new ArrayList<>();
    private final List<StoredGrant> perhapsEnded = new ArrayList<>();
    private int good;
    private int failures;

    /**
     * Asks Naver about one token.
     *
     * @return the answer; nothing where it says nothing about the token, or where none came
     * @throws IOException when this has happened too often, so that Naver or the settings are out of order
     */
    Optional<NaverAnswer> ask(StoredGrant grant, Question question) throws IOException {
        NaverAnswer answer;
        try {
            answer = question.about(grant);
        } catch (IOException e) {
            failed(e);
            return Optional.empty();
        }
        if (!answer.isAboutTheToken()) {
            failed(new IOException("status " + answer.status()));
            return Optional.empty();
        }
        if (answer.saysThatTheGrantHasEnded()) {
            ended.add(grant);
        } else if (answer.maySayThatTheGrantHasEnded()) {
            perhapsEnded.add(grant);
        } else if (answer.tokensIfAny().isPresent()) {
            good++;
        }
        return Optional.of(answer);
    }

    private void failed(IOException reason) throws IOException {
        failures++;
        if (failures == MOST_FAILURES) {
            throw reason;
        }
    }

    boolean isBelievable() {
        return good > 0 || ended.size() + perhapsEnded.size() < TOO_MANY_TO_HAVE_LEFT_AT_ONCE;
    }

    /** Whether Naver has accepted a token. */
    boolean hasGood() {
        return good > 0;
    }

    /** A token that is refused like a bad request counts only where another one of the page shows that the requests are good. */
    List<StoredGrant> ended() {
        return hasGood() ? Stream.concat(ended.stream(), perhapsEnded.stream()).toList() : List.copyOf(ended);
    }

    /** A call to Naver. */
    @FunctionalInterface
    interface Question {
        NaverAnswer about(StoredGrant grant) throws IOException;
    }
}
