package dev.daemun.eventlog.sequencing;

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
 * @param atLeast how long every event is kept, whoever has read it
 * @param atMost how long an event is kept that a registered reader has not processed yet; it is deleted then, because one
 *     reader must not make the table grow without end
 */
record Retention(Duration atLeast, Duration atMost) {
    private static final int BATCH = 1000;
    private static final String OLDEST = """
            SELECT POSITION, POSITIONED_AT FROM DAEMUN_EVENT WHERE POSITION > ?
            ORDER BY POSITION FETCH FIRST ? ROWS ONLY""";

    Retention {
        if (atLeast.isNegative() || atMost.compareTo(atLeast) < 0) {
            throw new IllegalArgumentException("The log keeps unread events for a shorter time (" + atMost
                    + ") than read ones (" + atLeast + "): retention-limit must not be below retention.");
        }
    }

    /**
     * What was deleted by one batch.
     *
     * @param deleted how many rows
     * @param robbed the reader that had not processed the last of them, if there is one
     */
    record Result(int deleted, Optional<String> robbed) {
        private static final Result NOTHING = new Result(0, Optional.empty());

        boolean mayBeMore() {
            return deleted > 0;
        }
    }

    /** Deletes one batch of what has been kept long enough. */
    Result deleteBatch(Connection connection, Instant now) throws SQLException {
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
