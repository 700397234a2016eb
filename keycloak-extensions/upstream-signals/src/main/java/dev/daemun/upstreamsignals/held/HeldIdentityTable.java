package dev.daemun.upstreamsignals.held;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;

/**
 * For accounts at a provider whether sign-in through them is held, and since when. A row stays when the sign-in is released, so that
 * an older report which arrives later changes nothing.
 */
record HeldIdentityTable(Connection connection) {

    boolean isHeld(String provider, String externalId) throws SQLException {
        try (PreparedStatement query = connection.prepareStatement(
                "SELECT HELD FROM DAEMUN_HELD_IDENTITY WHERE PROVIDER_ID = ? AND FEDERATED_USER_ID = ?")) {
            query.setString(1, provider);
            query.setString(2, externalId);
            try (ResultSet row = query.executeQuery()) {
                return row.next() && row.getBoolean(1);
            }
        }
    }

    /**
     * Holds or releases, unless something later is known already.
     *
     * @return whether this is now the latest that is known
     */
    boolean set(String provider, String externalId, boolean held, Instant since) throws SQLException {
        try (PreparedStatement update =
                connection.prepareStatement("UPDATE DAEMUN_HELD_IDENTITY SET HELD = ?, SINCE = ?"
                        + " WHERE PROVIDER_ID = ? AND FEDERATED_USER_ID = ? AND SINCE <= ?")) {
            update.setBoolean(1, held);
            update.setLong(2, since.toEpochMilli());
            update.setString(3, provider);
            update.setString(4, externalId);
            update.setLong(5, since.toEpochMilli());
            if (update.executeUpdate() == 1) {
                return true;
            }
        }
        if (exists(provider, externalId)) {
            return false;
        }
        // When two do so at once, the second fails by the primary key, and its caller tries again.
        try (PreparedStatement insert = connection.prepareStatement("INSERT INTO DAEMUN_HELD_IDENTITY"
                + " (PROVIDER_ID, FEDERATED_USER_ID, HELD, SINCE) VALUES (?, ?, ?, ?)")) {
            insert.setString(1, provider);
            insert.setString(2, externalId);
            insert.setBoolean(3, held);
            insert.setLong(4, since.toEpochMilli());
            insert.executeUpdate();
            return true;
        }
    }

    /** Releases without a word of the provider. The moment stays that of the provider's last one, by its own clock. */
    void release(String provider, String externalId) throws SQLException {
        try (PreparedStatement update = connection.prepareStatement(
                "UPDATE DAEMUN_HELD_IDENTITY SET HELD = ? WHERE PROVIDER_ID = ? AND FEDERATED_USER_ID = ?")) {
            update.setBoolean(1, false);
            update.setString(2, provider);
            update.setString(3, externalId);
            update.executeUpdate();
        }
    }

    private boolean exists(String provider, String externalId) throws SQLException {
        try (PreparedStatement query = connection.prepareStatement(
                "SELECT 1 FROM DAEMUN_HELD_IDENTITY WHERE PROVIDER_ID = ? AND FEDERATED_USER_ID = ?")) {
            query.setString(1, provider);
            query.setString(2, externalId);
            try (ResultSet row = query.executeQuery()) {
                return row.next();
            }
        }
    }
}
