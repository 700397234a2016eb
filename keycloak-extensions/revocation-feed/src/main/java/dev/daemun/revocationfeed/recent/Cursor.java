package dev.daemun.revocationfeed.recent;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A place in the log. It names the event at that place, because after a backup was restored the same position belongs to
 * another event.
 *
 * @param logId tells one log from another
 * @param position of the last event that the reader has seen
 * @param eventId of that event; {@code -} before the first
 */
public record Cursor(String logId, long position, String eventId) {
    /** Stands for the event id where no event was read yet. */
    public static final String NO_EVENT = "-";

    /**
     * How each later format has to begin. While a cluster is updated, a reader may show an older node a cursor of a newer
     * one.
     */
    private static final Pattern LATER_FORMAT = Pattern.compile("v[0-9]{1,3}\\.[!-~]*");

    private static final Pattern WRITTEN = Pattern.compile("([0-9a-f-]{1,36})\\.([0-9]{1,18})\\.([0-9a-f-]{1,36})");

    /** Reads what {@link #toString} wrote; empty for anything else. */
    public static Optional<Cursor> parse(String text) {
        Matcher written = WRITTEN.matcher(text);
        return written.matches()
                ? Optional.of(new Cursor(written.group(1), Long.parseLong(written.group(2)), written.group(3)))
                : Optional.empty();
    }

    /** Whether a later version of the feed wrote it, so that its reader has to start over here. */
    public static boolean isOfLaterFormat(String text) {
        return LATER_FORMAT.matcher(text).matches();
    }

    @Override
    public String toString() {
        return logId + "." + position + "." + eventId;
    }
}
