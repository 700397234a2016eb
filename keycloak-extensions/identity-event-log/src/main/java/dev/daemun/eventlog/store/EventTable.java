package dev.daemun.eventlog.store;

import dev.daemun.eventlog.IdentityEvent;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;

/** The events as rows. They are inserted without a position, and the sequencer gives each one later. */
public final class EventTable {
    private static final String INSERT = """
            INSERT INTO DAEMUN_EVENT (ID, TYPE, REALM_ID, SOURCE, SUBJECT, PARTITION_KEY, EVENT_TIME, DATA, SESSION_ID)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)""";

    private static final String AFTER = """
            SELECT POSITION, ID, SOURCE, TYPE, SUBJECT, PARTITION_KEY, REALM_ID, EVENT_TIME, POSITIONED_AT, DATA
            FROM DAEMUN_EVENT WHERE POSITION > ? ORDER BY POSITION FETCH FIRST ? ROWS ONLY""";

    private static final String LATEST_ISSUER = """
            SELECT SOURCE FROM DAEMUN_EVENT WHERE REALM_ID = ? AND SOURCE LIKE 'http%'
            ORDER BY INSERTION DESC FETCH FIRST 1 ROWS ONLY""";

    private static final String TOLD_OF = """
            SELECT TYPE, REALM_ID, SUBJECT, PARTITION_KEY, POSITION, DATA FROM DAEMUN_EVENT
            WHERE PARTITION_KEY IN (KEYS) AND (POSITION > ? OR POSITION IS NULL)""";

    /** How many values one statement has. */
    private static final int KEYS = 500;

    private final Connection connection;

    /** On the connection of a transaction. */
    public EventTable(Connection connection) {
        this.connection = connection;
    }

    /** Inserts in the order of the list. */
    public void insert(List<NewEvent> events) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(INSERT)) {
            for (NewEvent event : events) {
                statement.setString(1, event.id());
                statement.setString(2, event.type());
                statement.setString(3, event.realmId());
                statement.setString(4, event.source());
                statement.setString(5, event.subject());
                statement.setString(6, event.partitionKey());
                statement.setLong(7, event.time().toEpochMilli());
                statement.setString(8, event.data());
                statement.setString(9, event.sessionId());
                statement.addBatch();
            }
            statement.executeBatch();
        }
    }

    /** The events that have a position, the oldest first. */
    public List<IdentityEvent> after(long position, int limit) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(AFTER)) {
            statement.setLong(1, position);
            statement.setInt(2, limit);
            try (ResultSet rows = statement.executeQuery()) {
                List<IdentityEvent> events = new ArrayList<>();
                while (rows.next()) {
                    events.add(event(rows));
                }
                return events;
            }
        }
    }

    /**
     * What the log tells of some users and things after a position, in no order. It contains what is committed and has no position yet.
     *
     * @param keys partition keys
     */
    public List<ToldEvent> toldOf(Collection<String> keys, long position) throws SQLException {
        List<ToldEvent> told = new ArrayList<>();
        List<String> all = List.copyOf(keys);
        for (int from = 0; from < all.size(); from += KEYS) {
            List<String> some = all.subList(from, Math.min(all.size(), from + KEYS));
            String marks = String.join(", ", Collections.nCopies(some.size(), "?"));
            try (PreparedStatement statement = connection.prepareStatement(TOLD_OF.replace("KEYS", marks))) {
                for (int i = 0; i < some.size(); i++) {
                    statement.setString(i + 1, some.get(i));
                }
                statement.setLong(some.size() + 1, position);
                try (ResultSet rows = statement.executeQuery()) {
                    while (rows.next()) {
                        ToldEvent.of(rows).ifPresent(told::add);
                    }
                }
            }
        }
        return told;
    }

    /** The issuer in the realm's last event that has one, or null. It counts where no configuration says Keycloak's address. */
    public String latestIssuer(String realmId) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(LATEST_ISSUER)) {
            statement.setString(1, realmId);
            try (ResultSet rows = statement.executeQuery()) {
                return rows.next() ? rows.getString(1) : null;
            }
        }
    }

    static IdentityEvent event(ResultSet row) throws SQLException {
        return new IdentityEvent(
                row.getLong("POSITION"),
                row.getString("ID"),
                row.getString("SOURCE"),
                row.getString("TYPE"),
                row.getString("SUBJECT"),
                row.getString("PARTITION_KEY"),
                row.getString("REALM_ID"),
                Instant.ofEpochMilli(row.getLong("EVENT_TIME")),
                Instant.ofEpochMilli(row.getLong("POSITIONED_AT")),
                row.getString("DATA"));
    }
}
