package dev.daemun.resourceserver.withdrawal;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A place in the issuer's log. Places of different logs can't be compared; the issuer has another log after its database was
 * restored.
 *
 * @param logId the id of the log, which its events carry as well
 * @param position the number of an event in it
 */
record LogPosition(String logId, long position) {
    private static final Pattern WRITTEN = Pattern.compile("([0-9A-Za-z-]{1,64})/([0-9]{1,18})");

    /** Reads what {@link #toString} writes; null for anything else. */
    static @Nullable LogPosition parse(String text) {
        Matcher parts = WRITTEN.matcher(text);
        return parts.matches() ? new LogPosition(parts.group(1), Long.parseLong(parts.group(2))) : null;
    }

    /** Whether who knows everything up to here also knows what happened at another place. */
    boolean includes(LogPosition other) {
        return logId.equals(other.logId) && position >= other.position;
    }

    @Override
    public String toString() {
        return logId + "/" + position;
    }
}
