package dev.daemun.naver.tokens;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The passes in the database, and the accounts that they go through. */
record CheckTable(Connection connection) {

    /** Keycloak's internal ids of all enabled Naver providers. */
    List<String> providers() throws SQLException {
        return texts(
                "SELECT INTERNAL_ID FROM IDENTITY_PROVIDER WHERE PROVIDER_ID = 'naver' AND ENABLED = ? ORDER BY INTERNAL_ID",
                true);
    }

    /** The realm of a provider, by their internal ids; null where it is gone. */
    String realmOf(String provider) throws SQLException {
        return texts("SELECT REALM_ID FROM IDENTITY_PROVIDER WHERE INTERNAL_ID = ?", provider).stream()
                .findFirst()
                .orElse(null);
    }

    /** Takes the pass for this node, if it may. The provider's own row is locked, since the pass has none before its first time. */
    Optional<CheckPass> take(String provider, String node, Instant now, Duration interval) throws SQLException {
        if (texts("SELECT INTERNAL_ID FROM IDENTITY_PROVIDER WHERE INTERNAL_ID = ? FOR UPDATE", provider)
                .isEmpty()) {
            return Optional.empty();
        }
        Optional<CheckPass> found = find(provider);
        Optional<CheckPass> taken = found.orElseGet(CheckPass::none).takenBy(node, now, interval);
        if (taken.isPresent()) {
            save(provider, taken.get(), found.isPresent());
        }
        return taken;
    }

    /** Saves how far this node has come, unless another one has taken the pass meanwhile. */
    boolean saveOf(String node, String provider, CheckPass pass) throws SQLException {
        try (PreparedStatement update = connection.prepareStatement(
                "UPDATE DAEMUN_NAVER_CHECK SET HOLDER = ?, LEASE_ENDS = ?, STARTED_AT = ?, REACHED = ?"
                        + " WHERE PROVIDER_ID = ? AND HOLDER = ?")) {
            fill(update, pass, provider);
            update.setString(6, node);
            return update.executeUpdate() == 1;
        }
    }

    /** The next accounts with a stored token, in the order of their ids. Those of a user storage that imports nobody are not in this table. */
    List<String> usersAfter(String realm, String alias, String reached, int limit) throws SQLException {
        List<String> users = new ArrayList<>();
        try (PreparedStatement query = connection.prepareStatement(
                "SELECT USER_ID FROM FEDERATED_IDENTITY"
                        + " WHERE REALM_ID = ? AND IDENTITY_PROVIDER = ? AND TOKEN IS NOT NULL AND USER_ID > ? ORDER BY USER_ID")) {
            query.setString(1, realm);
            query.setString(2, alias);
            query.setString(3, reached);
            query.setMaxRows(limit);
            try (ResultSet row = query.executeQuery()) {
                while (row.next()) {
                    users.add(row.getString(1));
                }
            }
        }
        return users;
    }

    private Optional<CheckPass> find(String provider) throws SQLException {
        try (PreparedStatement query = connection.prepareStatement(
                "SELECT HOLDER, LEASE_ENDS, STARTED_AT, REACHED FROM DAEMUN_NAVER_CHECK WHERE PROVIDER_ID = ?")) {
            query.setString(1, provider);
            try (ResultSet row = query.executeQuery()) {
                return row.next()
                        ? Optional.of(new CheckPass(
                                row.getString(1),
                                Instant.ofEpochMilli(row.getLong(2)),
                                Instant.ofEpochMilli(row.getLong(3)),
                                row.getString(4) == null ? "" : row.getString(4)))
                        : Optional.empty();
            }
        }
    }

    private void save(String provider, CheckPass pass, boolean exists) throws SQLException {
        try (PreparedStatement change = connection.prepareStatement(
                exists
                        ? "UPDATE DAEMUN_NAVER_CHECK SET HOLDER = ?, LEASE_ENDS = ?, STARTED_AT = ?, REACHED = ?"
                                + " WHERE PROVIDER_ID = ?"
                        : "INSERT INTO DAEMUN_NAVER_CHECK (HOLDER, LEASE_ENDS, STARTED_AT, REACHED, PROVIDER_ID)"
                                + " VALUES (?, ?, ?, ?, ?)")) {
            fill(change, pass, provider);
            change.executeUpdate();
        }
    }

    private static void fill(PreparedStatement statement, CheckPass pass, String provider) throws SQLException {
        statement.setString(1, pass.holder());
        statement.setLong(2, pass.leaseEnds().toEpochMilli());
        statement.setLong(3, pass.startedAt().toEpochMilli());
        statement.setString(4, pass.reached());
        statement.setString(5, provider);
    }

    private List<String> texts(String sql, Object parameter) throws SQLException {
        List<String> texts = new ArrayList<>();
        try (PreparedStatement query = connection.prepareStatement(sql)) {
            query.setObject(1, parameter);
            try (ResultSet row = query.executeQuery()) {
                while (row.next()) {
                    texts.add(row.getString(1));
                }
            }
        }
        return texts;
    }
}
