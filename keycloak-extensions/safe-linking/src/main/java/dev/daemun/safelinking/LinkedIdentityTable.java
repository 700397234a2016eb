package dev.daemun.safelinking;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;

/**
 * One row for each linked identity at a provider. The identity is the primary key: when two transactions link one identity to two
 * accounts, the second waits for the first and then fails. The database deletes the row together with the link, by its foreign
 * key to Keycloak's table {@code FEDERATED_IDENTITY}.
 */
record LinkedIdentityTable(Connection connection) {
    private static final String INTEGRITY_VIOLATION = "23";

    /**
     * Takes the identity for an account whose link was inserted before.
     *
     * @return false where it is another account's; the transaction is then to be rolled back
     */
    boolean take(String realm, String provider, String externalId, String user) throws SQLException {
        try (PreparedStatement insert = connection.prepareStatement("INSERT INTO DAEMUN_LINKED_IDENTITY"
                + " (REALM_ID, IDENTITY_PROVIDER, FEDERATED_USER_ID, USER_ID) VALUES (?, ?, ?, ?)")) {
            fill(insert, realm, provider, externalId, user);
            insert.executeUpdate();
        } catch (SQLException e) {
            if (e.getSQLState() != null && e.getSQLState().startsWith(INTEGRITY_VIOLATION)) {
                return false;
            }
            throw e;
        }
        return !isLinkedToAnother(realm, provider, externalId, user);
    }

    /** Finds links that are older than this table and have no row. No such link is added any more, so a query is enough. */
    private boolean isLinkedToAnother(String realm, String provider, String externalId, String user)
            throws SQLException {
        try (PreparedStatement query = connection.prepareStatement("SELECT COUNT(*) FROM FEDERATED_IDENTITY"
                + " WHERE REALM_ID = ? AND IDENTITY_PROVIDER = ? AND FEDERATED_USER_ID = ? AND USER_ID <> ?")) {
            fill(query, realm, provider, externalId, user);
            try (ResultSet count = query.executeQuery()) {
                count.next();
                return count.getLong(1) > 0;
            }
        }
    }

    private static void fill(PreparedStatement statement, String... values) throws SQLException {
        for (int i = 0; i < values.length; i++) {
            statement.setString(i + 1, values[i]);
        }
    }
}
