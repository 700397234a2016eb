package dev.daemun.eventrelay.deadletter;

import dev.daemun.eventlog.Database;
import dev.daemun.eventrelay.Letter;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.keycloak.models.KeycloakSession;

/** The dead letters in Keycloak's database. */
public final class DeadLetterTable {
    private static final String ALL =
            "SELECT ID, DESTINATION, REALM_ID, EVENT_ID, EVENT_TYPE, EVENT, REASON, REFUSED_AT, REPLAY FROM DAEMUN_DEAD_LETTER";

    private final Database database;

    /** In the transaction of a session. */
    public DeadLetterTable(KeycloakSession session) {
        this.database = new Database(session);
    }

    /** Adds one, or replaces the one of the same event and destination. */
    public void keep(DeadLetter letter) {
        database.change(connection -> {
            delete(
                    connection,
                    "DESTINATION = ? AND EVENT_ID = ?",
                    letter.destination(),
                    letter.letter().id());
            try (PreparedStatement insert = connection.prepareStatement(
                    "INSERT INTO DAEMUN_DEAD_LETTER (ID, DESTINATION, REALM_ID, EVENT_ID, EVENT_TYPE, EVENT, REASON,"
                            + " REFUSED_AT, REPLAY) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)")) {
                set(
                        insert,
                        letter.id(),
                        letter.destination(),
                        letter.realmId(),
                        letter.letter().id(),
                        letter.eventType(),
                        letter.letter().json(),
                        letter.reason(),
                        letter.refusedAt().toEpochMilli(),
                        letter.replay());
                insert.executeUpdate();
            }
        });
    }

    /** The oldest that waits to be delivered once more to a destination. */
    public Optional<DeadLetter> next(String destination) {
        return find(
                        " WHERE DESTINATION = ? AND REPLAY = ? ORDER BY REFUSED_AT FETCH FIRST 1 ROWS ONLY",
                        destination,
                        true)
                .stream()
                .findFirst();
    }

    /** Those of a realm, the oldest first. */
    List<DeadLetter> page(String realmId, int first, int max) {
        return find(
                " WHERE REALM_ID = ? ORDER BY REFUSED_AT, ID OFFSET ? ROWS FETCH FIRST ? ROWS ONLY",
                realmId,
                first,
                max);
    }

    Optional<DeadLetter> get(String realmId, String id) {
        return find(" WHERE REALM_ID = ? AND ID = ?", realmId, id).stream().findFirst();
    }

    void replay(String id) {
        database.change(connection -> {
            try (PreparedStatement update =
                    connection.prepareStatement("UPDATE DAEMUN_DEAD_LETTER SET REPLAY = ? WHERE ID = ?")) {
                set(update, true, id);
                update.executeUpdate();
            }
        });
    }

    /** Deletes all that were last refused before a moment, and returns how many. */
    public int removeRefusedBefore(Instant moment) {
        return database.get(connection -> delete(connection, "REFUSED_AT < ?", moment.toEpochMilli()));
    }

    /** Deletes one; nothing happens where there is none. */
    public void remove(String id) {
        database.change(connection -> delete(connection, "ID = ?", id));
    }

    private List<DeadLetter> find(String condition, Object... values) {
        return database.get(connection -> {
            try (PreparedStatement query = connection.prepareStatement(ALL + condition)) {
                set(query, values);
                List<DeadLetter> found = new ArrayList<>();
                try (ResultSet rows = query.executeQuery()) {
                    while (rows.next()) {
                        found.add(read(rows));
                    }
                }
                return found;
            }
        });
    }

    private static DeadLetter read(ResultSet row) throws SQLException {
        Letter letter = Letter.parse(row.getString(6));
        return new DeadLetter(
                row.getString(1),
                row.getString(2),
                row.getString(3),
                row.getString(5),
                letter,
                row.getString(7),
                Instant.ofEpochMilli(row.getLong(8)),
                row.getBoolean(9));
    }

    private static int delete(Connection connection, String condition, Object... values) throws SQLException {
        try (PreparedStatement delete =
                connection.prepareStatement("DELETE FROM DAEMUN_DEAD_LETTER WHERE " + condition)) {
            set(delete, values);
            return delete.executeUpdate();
        }
    }

    private static void set(PreparedStatement statement, Object... values) throws SQLException {
        for (int i = 0; i < values.length; i++) {
            statement.setObject(i + 1, values[i]);
        }
    }
}
