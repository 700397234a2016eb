package dev.daemun.eventlog.search;

import dev.daemun.eventlog.store.EventSearch;
import dev.daemun.eventlog.store.EventSearch.By;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;

/** Understands the parameters of a search. Each of its refusals names the parameter and what it must be. */
final class Search {
    private static final int MOST = 100;
    private static final int LONGEST = 255;
    private static final Duration WIDEST = Duration.ofDays(31);
    private static final Duration LATELY = Duration.ofDays(1);

    private Search() {}

    /** What is asked for, with everything that was left out filled in. */
    static EventSearch of(Parameters given, Instant now) {
        List<EventSearch.Key> keys = new ArrayList<>();
        add(keys, By.USER, "user", given.user());
        add(keys, By.SESSION, "session", given.session());
        if (given.position() != null) {
            keys.add(new EventSearch.Key(
                    By.POSITION, Long.toString(number("position", given.position(), 1, Long.MAX_VALUE))));
        }
        if (keys.size() != 1) {
            throw new Problem(400, "Exactly one of user, session and position must be given.");
        }
        Instant to = given.to() == null ? now : moment("to", given.to());
        Instant from = given.from() == null ? to.minus(LATELY) : moment("from", given.from());
        if (from.isAfter(to) || Duration.between(from, to).compareTo(WIDEST) > 0) {
            throw new Problem(400, "from must be before to, and at most " + WIDEST.toDays() + " days.");
        }
        return new EventSearch(
                keys.get(0),
                from,
                to,
                given.before() == null ? Long.MAX_VALUE : number("before", given.before(), 1, Long.MAX_VALUE),
                given.max() == null ? MOST : (int) number("max", given.max(), 1, MOST));
    }

    /** As they are in the request; those that it does not have are null. */
    record Parameters(
            String user, String session, String position, String from, String to, String before, String max) {}

    private static void add(List<EventSearch.Key> keys, By by, String name, String value) {
        if (value == null) {
            return;
        }
        if (value.isBlank() || value.length() > LONGEST) {
            throw new Problem(400, name + " must be an id of at most " + LONGEST + " characters.");
        }
        keys.add(new EventSearch.Key(by, value));
    }

    private static Instant moment(String name, String text) {
        try {
            Instant moment = Instant.parse(text);
            // Beyond these years no number of milliseconds can be made of it.
            if (moment.isAfter(Instant.EPOCH) && moment.isBefore(Instant.parse("9999-01-01T00:00:00Z"))) {
                return moment;
            }
        } catch (DateTimeParseException e) {
            // It is answered below, without the text that the caller sent.
            throw badMoment(name);
        }
        throw badMoment(name);
    }

    private static Problem badMoment(String name) {
        return new Problem(400, name + " must be a moment such as 2026-11-26T14:03:00Z.");
    }

    private static long number(String name, String text, long lowest, long highest) {
        if (text.matches("[0-9]{1,18}")) {
            long number = Long.parseLong(text);
            if (number >= lowest && number <= highest) {
                return number;
            }
        }
        throw new Problem(
                400,
                name + " must be a whole number from " + lowest
                        + (highest == Long.MAX_VALUE ? "." : " to " + highest + "."));
    }
}
