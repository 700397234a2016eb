package dev.daemun.revocationfeed.http;

import dev.daemun.revocationfeed.recent.Cursor;
import java.time.Duration;
import java.util.Optional;

/**
 * The parameters of a request.
 *
 * @param after the reader's cursor; empty for all withdrawals that still matter
 * @param most how many withdrawals one answer contains at most
 * @param patience how long to wait for a withdrawal
 */
record Query(Optional<Cursor> after, int most, Duration patience) {
    private static final int LONGEST_CURSOR = 200;
    private static final int MOST = 1_000;
    private static final int LONGEST_WAIT_SECONDS = 25;

    static Query of(String after, String limit, String wait) {
        return new Query(
                cursor(after),
                number("limit", limit, 500, 1, MOST),
                Duration.ofSeconds(number("wait", wait, 0, 0, LONGEST_WAIT_SECONDS)));
    }

    /** The same from another cursor on. */
    Query after(Cursor cursor) {
        return new Query(Optional.of(cursor), most, patience);
    }

    private static Optional<Cursor> cursor(String text) {
        if (text == null) {
            return Optional.empty();
        }
        if (text.length() > LONGEST_CURSOR) {
            throw notACursor();
        }
        if (Cursor.isOfLaterFormat(text)) {
            throw Refusal.startOver();
        }
        return Optional.of(Cursor.parse(text).orElseThrow(Query::notACursor));
    }

    private static Refusal notACursor() {
        return Refusal.badParameter("after must be a cursor that the feed has given.");
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
