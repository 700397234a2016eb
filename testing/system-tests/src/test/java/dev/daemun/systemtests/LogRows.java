package dev.daemun.systemtests;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import javax.sql.DataSource;
import org.awaitility.Awaitility;

/** Reads the event log's table in the database, past Keycloak. */
record LogRows(DataSource database) {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String PREFIX = "dev.daemun.identity.";

    /** A published event, which has its position. */
    record Row(
            long position, String id, String type, String source, String subject, String partitionKey, JsonNode data) {
        String what() {
            return type.substring(PREFIX.length(), type.length() - ".v1".length());
        }
    }

    long lastPosition() {
        return number("SELECT LAST_POSITION FROM DAEMUN_EVENT_SEQUENCER");
    }

    /** Waits for a row after this position that matches, and returns the first one. */
    Row await(long after, Predicate<Row> wanted) {
        return Awaitility.await()
                .atMost(Duration.ofSeconds(20))
                .until(() -> after(after).stream().filter(wanted).toList(), found -> !found.isEmpty())
                .get(0);
    }

    /** Waits until every committed row has its position, then returns all rows after this one. */
    List<Row> settled(long after) {
        Awaitility.await()
                .atMost(Duration.ofSeconds(20))
                .until(() -> number("SELECT COUNT(*) FROM DAEMUN_EVENT WHERE POSITION IS NULL") == 0);
        return after(after);
    }

    List<Row> after(long position) {
        try (Connection connection = database.getConnection();
                PreparedStatement statement = connection.prepareStatement(
                        "SELECT POSITION, ID, TYPE, SOURCE, SUBJECT, PARTITION_KEY, DATA FROM DAEMUN_EVENT"
                                + " WHERE POSITION > ? ORDER BY POSITION")) {
            statement.setLong(1, position);
            try (ResultSet rows = statement.executeQuery()) {
                List<Row> found = new ArrayList<>();
                while (rows.next()) {
                    found.add(new Row(
                            rows.getLong(1),
                            rows.getString(2),
                            rows.getString(3),
                            rows.getString(4),
                            rows.getString(5),
                            rows.getString(6),
                            JSON.readTree(rows.getString(7))));
                }
                return found;
            }
        } catch (SQLException | IOException e) {
            throw new AssertionError(e);
        }
    }

    long number(String sql) {
        try (Connection connection = database.getConnection();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            row.next();
            return row.getLong(1);
        } catch (SQLException e) {
            throw new AssertionError(e);
        }
    }

    /** Locks a row of Keycloak's until it is closed, as a transaction that changes it would. */
    HeldRow hold(String table, String id) {
        return HeldRow.in(this, table, id);
    }

    /** Keeps everybody else from a table until it is closed. */
    HeldRow holdAll(String table) {
        return HeldRow.all(this, table);
    }

    void execute(String sql) {
        try (Connection connection = database.getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        } catch (SQLException e) {
            throw new AssertionError(e);
        }
    }
}
