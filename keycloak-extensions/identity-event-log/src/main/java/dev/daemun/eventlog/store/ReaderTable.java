package dev.daemun.eventlog.store;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/** The registered readers and how far each has come. */
public final class ReaderTable {
    private final Connection connection;

    public ReaderTable(Connection connection) {
        this.connection = connection;
    }

    public OptionalLong cursor(String name) throws SQLException {
        try (PreparedStatement statement =
                connection.prepareStatement("SELECT POSITION FROM DAEMUN_EVENT_READER WHERE NAME = ?")) {
            statement.setString(1, name);
            try (ResultSet row = statement.executeQuery()) {
                return row.next() ? OptionalLong.of(row.getLong(1)) : OptionalLong.empty();
            }
        }
    }

    /** Adds a reader where it is missing, and gives the cursor that it then has. */
    public long register(String name, long cursor) throws SQLException {
        // The one lock of the log, so that two nodes that start at once do not both insert.
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

    /** Moves a cursor forward; false where there is no such reader. */
    public boolean advance(String name, long cursor) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(
                "UPDATE DAEMUN_EVENT_READER SET POSITION = GREATEST(POSITION, ?) WHERE NAME = ?")) {
            statement.setLong(1, cursor);
            statement.setString(2, name);
            return statement.executeUpdate() == 1;
        }
    }

    public void unregister(String name) throws SQLException {
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
