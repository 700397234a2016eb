package dev.daemun.eventlog.sequencing;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/** The registered readers and their cursors. */
final class ReaderTable {
    private final Connection connection;

    ReaderTable(Connection connection) {
        this.connection = connection;
    }

    OptionalLong cursor(String name) throws SQLException {
        try (PreparedStatement statement =
                connection.prepareStatement("SELECT POSITION FROM DAEMUN_EVENT_READER WHERE NAME = ?")) {
            statement.setString(1, name);
            try (ResultSet row = statement.executeQuery()) {
                return row.next() ? OptionalLong.of(row.getLong(1)) : OptionalLong.empty();
            }
        }
    }

    /** Adds a reader where it is missing, and returns the cursor that it then has. */
    long register(String name, long cursor) throws SQLException {
        // The log has only this lock. It keeps two nodes that start at the same moment from both inserting the reader.
        new SequencerTable(connection).lock();
        OptionalLong known = cursor(name);
        if (known.isPresent()) {
            return known.getAsLong();
        }
        try (PreparedStatement statement =
                connection.prepareStatement("INSERT INTO DAEMUN_EVENT_READER (NAME, POSITION) VALUES (?, ?)")) {
            statement.setString(1, name);
            statement.setLong(2, cursor);
            statement.executeUpdate();
        }
        return cursor;
    }

    /** Moves a cursor forward, never back; false where there is no such reader. */
    boolean advance(String name, long cursor) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(
                "UPDATE DAEMUN_EVENT_READER SET POSITION = GREATEST(POSITION, ?) WHERE NAME = ?")) {
            statement.setLong(1, cursor);
            statement.setString(2, name);
            return statement.executeUpdate() == 1;
        }
    }

    void unregister(String name) throws SQLException {
        try (PreparedStatement statement =
                connection.prepareStatement("DELETE FROM DAEMUN_EVENT_READER WHERE NAME = ?")) {
            statement.setString(1, name);
            statement.executeUpdate();
        }
    }

    /** The reader that is furthest behind, with its cursor. */
    Optional<Map.Entry<String, Long>> slowest() throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(
                        "SELECT NAME, POSITION FROM DAEMUN_EVENT_READER ORDER BY POSITION FETCH FIRST 1 ROWS ONLY")) {
            return row.next() ? Optional.of(Map.entry(row.getString(1), row.getLong(2))) : Optional.empty();
        }
    }
}
