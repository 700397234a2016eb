package dev.daemun.eventlog.capture;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;

/**
 * The users whose disabling the log has recorded. Keycloak has an event for some ways of disabling a user and none for
 * others, and no event says whether the user was enabled before.
 */
final class DisabledUserTable {
    private final Connection connection;

    DisabledUserTable(Connection connection) {
        this.connection = connection;
    }

    /** A user by Keycloak's ids. */
    record User(String realmId, String id) {}

    /** Records that a user is disabled; false where that is recorded already. */
    boolean add(User user) throws SQLException {
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

    /** Records that a user is enabled or deleted; false where that is recorded already. */
    boolean remove(User user) throws SQLException {
        try (PreparedStatement statement =
                connection.prepareStatement("DELETE FROM DAEMUN_DISABLED_USER WHERE USER_ID = ?")) {
            statement.setString(1, user.id());
            return statement.executeUpdate() == 1;
        }
    }

    void removeRealm(String realmId) throws SQLException {
        try (PreparedStatement statement =
                connection.prepareStatement("DELETE FROM DAEMUN_DISABLED_USER WHERE REALM_ID = ?")) {
            statement.setString(1, realmId);
            statement.executeUpdate();
        }
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
}
