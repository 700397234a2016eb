package dev.daemun.revocationfeed.recent;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A place in the log. It names the event there, because after a restore from a backup the same position belongs to
 * another one.
 *
 * @param logId tells one log from another
 * @param position of the last event that the reader has seen
 * @param eventId of that event; {@code -} before the first
 */
public record Cursor(String logId, long position, String eventId) {
    /** The id of no event, where none was read yet. */
    public static final String NO_EVENT = "-";

    private static final Pattern WRITTEN = Pattern.compile("([0-9a-f-]{1,36})\\.([0-9]{1,18})\\.([0-9a-f-]{1,36})");

    /** Reads what {@link #toString} wrote; nothing for anything else. */
    public static Optional<Cursor> parse(String text) {
        Matcher written = WRITTEN.matcher(text);
        return written.matches()
                ? Optional.of(new Cursor(written.group(1), Long.parseLong(written.group(2)), written.group(3)))
                : Optional.empty();
    }

    @Override
    public String toString() {
        return logId + "." + position + "." + eventId;
    }
}
