package dev.daemun.revocationfeed.recent;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A place in the log. It names the event at that place, because after a backup was restored the same position belongs to
 * another event. It may lie inside an event that withdraws more than fits into one answer.
 *
 * @param logId tells one log from another
 * @param position of the last event of which the reader has seen something
 * @param eventId of that event; {@code -} before the first
 * @param seen how many of that event's withdrawals the reader has seen, 0 for all
 * @param of so many; where a node has another number for the event, the reader gets all of them once more
 */
public record Cursor(String logId, long position, String eventId, int seen, int of) {
    /** Stands for the event id where no event was read yet. */
    public static final String NO_EVENT = "-";

    /**
     * How each later format has to begin. While a cluster is updated, a reader may show an older node a cursor of a newer
     * one. An older node takes our {@code v1} for such a format as well.
     */
    private static final Pattern LATER_FORMAT = Pattern.compile("v(?!1\\.)[0-9]{1,3}\\.[!-~]*");

    private static final String PLACE = "([0-9a-f-]{1,36})\\.([0-9]{1,18})\\.([0-9a-f-]{1,36})";
    private static final Pattern AFTER_AN_EVENT = Pattern.compile(PLACE);
    private static final Pattern INSIDE_AN_EVENT = Pattern.compile("v1\\." + PLACE + "\\.([0-9]{1,9})\\.([0-9]{1,9})");

    /** The place after all of an event. */
    public Cursor(String logId, long position, String eventId) {
        this(logId, position, eventId, 0, 0);
    }

    /** Reads what {@link #toString} wrote; empty for anything else. */
    public static Optional<Cursor> parse(String text) {
        Matcher after = AFTER_AN_EVENT.matcher(text);
        if (after.matches()) {
            return Optional.of(new Cursor(after.group(1), Long.parseLong(after.group(2)), after.group(3)));
        }
        Matcher inside = INSIDE_AN_EVENT.matcher(text);
        return inside.matches()
                ? Optional.of(new Cursor(
                                inside.group(1),
                                Long.parseLong(inside.group(2)),
                                inside.group(3),
                                Integer.parseInt(inside.group(4)),
                                Integer.parseInt(inside.group(5))))
                        .filter(cursor -> 0 < cursor.seen && cursor.seen < cursor.of)
                : Optional.empty();
    }

    /** Whether a later version of the feed wrote it, so that its reader has to start over here. */
    public static boolean isOfLaterFormat(String text) {
        return LATER_FORMAT.matcher(text).matches();
    }

    /** The first withdrawal of an event that the reader has not seen, by its place among so many. */
    int firstUnseen(long ofPosition, int number) {
        if (ofPosition != position) {
            return 0;
        }
        if (of == 0) {
            return number;
        }
        return of == number ? seen : 0;
    }

    /** As a reader gets it, and gives it back. */
    @Override
    @JsonValue
    public String toString() {
        String place = logId + "." + position + "." + eventId;
        return of == 0 ? place : "v1." + place + "." + seen + "." + of;
    }
}
