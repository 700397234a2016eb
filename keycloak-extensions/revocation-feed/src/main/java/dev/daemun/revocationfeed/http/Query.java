package dev.daemun.revocationfeed.http;

import dev.daemun.revocationfeed.recent.Cursor;
import java.time.Duration;
import java.util.Optional;

/**
 * What is asked for.
 *
 * @param after nothing for all that still matters
 * @param enough how many withdrawals one answer shall have
 * @param patience how long to wait for something new
 */
record Query(Optional<Cursor> after, int enough, Duration patience) {
    private static final int LONGEST_CURSOR = 200;
    private static final int MOST = 1_000;
    private static final int LONGEST_WAIT_SECONDS = 25;

    static Query of(String after, String limit, String wait) {
        return new Query(
                cursor(after),
                number("limit", limit, 500, 1, MOST),
                Duration.ofSeconds(number("wait", wait, 0, 0, LONGEST_WAIT_SECONDS)));
    }

    private static Optional<Cursor> cursor(String text) {
        if (text == null) {
            return Optional.empty();
        }
        Optional<Cursor> cursor = text.length() > LONGEST_CURSOR ? Optional.empty() : Cursor.parse(text);
        if (cursor.isEmpty()) {
            throw Refusal.badParameter("after must be a cursor that the feed has given.");
        }
        return cursor;
    }

    private static int number(String name, String text, int otherwise, int lowest, int highest) {
        if (text == null) {
            return otherwise;
        }
        if (text.matches("[0-9]{1,9}")) {
            int number = Integer.parseInt(text);
            if (number >= lowest && number <= highest) {
                return number;
            }
        }
        throw Refusal.badParameter(name + " must be a number from " + lowest + " to " + highest + ".");
    }
}
