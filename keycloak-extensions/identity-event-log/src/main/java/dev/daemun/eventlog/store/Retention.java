package dev.daemun.eventlog.store;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/**
 * How long events are kept.
 *
 * @param atLeast every event, whoever has read it
 * @param atMost an event that a registered reader has not dealt with yet: past this it is gone, since the table must not
 *     grow without end because of one reader
 */
public record Retention(Duration atLeast, Duration atMost) {
    private static final int BATCH = 1000;
    private static final String OLDEST = """
            SELECT POSITION, POSITIONED_AT FROM DAEMUN_EVENT WHERE POSITION > ?
            ORDER BY POSITION FETCH FIRST ? ROWS ONLY""";

    public Retention {
        if (atLeast.isNegative() || atMost.compareTo(atLeast) < 0) {
            throw new IllegalArgumentException("The log keeps unread events for a shorter time (" + atMost
                    + ") than read ones (" + atLeast + "): retention-limit must not be below retention.");
        }
    }

    /**
     * One small batch of deletions.
     *
     * @param deleted how many rows went; a full batch means that there may be more
     * @param robbed the reader that had not dealt with the last of them, if any
     */
    public record Result(int deleted, Optional<String> robbed) {
        private static final Result NOTHING = new Result(0, Optional.empty());

        public boolean mayBeMore() {
            return deleted > 0;
        }
    }

    /** Deletes one batch of what has been kept long enough. */
    public Result deleteBatch(Connection connection, Instant now) throws SQLException {
        SequencerTable sequencer = new SequencerTable(connection);
        sequencer.lock();
        Optional<Map.Entry<String, Long>> slowest = new ReaderTable(connection).slowest();
        long read = slowest.map(Map.Entry::getValue).orElse(Long.MAX_VALUE);
        long end = endOfBatch(connection, sequencer.state().forgotten(), read, now);
        if (end == 0) {
            return Result.NOTHING;
        }
        sequencer.forget(end);
        try (PreparedStatement statement =
                connection.prepareStatement("DELETE FROM DAEMUN_EVENT WHERE POSITION <= ?")) {
            statement.setLong(1, end);
            int deleted = statement.executeUpdate();
            return new Result(deleted, end > read ? slowest.map(Map.Entry::getKey) : Optional.empty());
        }
    }

    private long endOfBatch(Connection connection, long forgotten, long read, Instant now) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(OLDEST)) {
            statement.setLong(1, forgotten);
            statement.setInt(2, BATCH);
            try (ResultSet rows = statement.executeQuery()) {
                long end = 0;
                while (rows.next()) {
                    Duration age = Duration.between(Instant.ofEpochMilli(rows.getLong(2)), now);
                    Duration allowed = rows.getLong(1) <= read ? atLeast : atMost;
                    if (age.compareTo(allowed) <= 0) {
                        return end;
                    }
                    end = rows.getLong(1);
                }
                return end;
            }
        }
    }
}
