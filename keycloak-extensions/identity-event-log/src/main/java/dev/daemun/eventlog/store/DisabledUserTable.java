package dev.daemun.eventlog.store;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/**
 * Which users' disabling the log has told. Keycloak tells of a disabled user by some roads and not by others, and never
 * whether the user was enabled before.
 */
public final class DisabledUserTable {
    private static final String DISABLED_UNTOLD = """
            SELECT ID, REALM_ID FROM USER_ENTITY WHERE ENABLED = FALSE
            AND NOT EXISTS (SELECT 1 FROM DAEMUN_DISABLED_USER WHERE USER_ID = USER_ENTITY.ID)
            FETCH FIRST 100 ROWS ONLY""";
    private static final String ENABLED_UNTOLD = """
            SELECT ID, USER_ENTITY.REALM_ID FROM USER_ENTITY
            JOIN DAEMUN_DISABLED_USER ON USER_ID = ID WHERE ENABLED = TRUE
            FETCH FIRST 100 ROWS ONLY""";

    private final Connection connection;

    public DisabledUserTable(Connection connection) {
        this.connection = connection;
    }

    /** A user by Keycloak's ids. */
    public record User(String realmId, String id) {}

    /** Notes that a user is disabled; false where that was known. */
    public boolean add(User user) throws SQLException {
        if (contains(user)) {
            return false;
        }
        try (PreparedStatement statement =
                connection.prepareStatement("INSERT INTO DAEMUN_DISABLED_USER (USER_ID, REALM_ID) VALUES (?, ?)")) {
            statement.setString(1, user.id());
            statement.setString(2, user.realmId());
            statement.executeUpdate();
            return true;
        }
    }

    /** Notes that a user is enabled, or no more; false where that was known. */
    public boolean remove(User user) throws SQLException {
        try (PreparedStatement statement =
                connection.prepareStatement("DELETE FROM DAEMUN_DISABLED_USER WHERE USER_ID = ?")) {
            statement.setString(1, user.id());
            return statement.executeUpdate() == 1;
        }
    }

    public void removeRealm(String realmId) throws SQLException {
        try (PreparedStatement statement =
                connection.prepareStatement("DELETE FROM DAEMUN_DISABLED_USER WHERE REALM_ID = ?")) {
            statement.setString(1, realmId);
            statement.executeUpdate();
        }
    }

    /** Some of the users who are disabled in Keycloak's own table, which has not been told. */
    public List<User> disabledUntold() throws SQLException {
        return find(DISABLED_UNTOLD);
    }

    /** Some of the users who are enabled in Keycloak's own table, of whom the opposite has been told. */
    public List<User> enabledUntold() throws SQLException {
        return find(ENABLED_UNTOLD);
    }

    private boolean contains(User user) throws SQLException {
        try (PreparedStatement statement =
                connection.prepareStatement("SELECT 1 FROM DAEMUN_DISABLED_USER WHERE USER_ID = ?")) {
            statement.setString(1, user.id());
            try (ResultSet row = statement.executeQuery()) {
                return row.next();
            }
        }
    }

    private List<User> find(String sql) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql);
                ResultSet rows = statement.executeQuery()) {
            List<User> users = new ArrayList<>();
            while (rows.next()) {
                users.add(new User(rows.getString(2), rows.getString(1)));
            }
            return users;
        }
    }
}
