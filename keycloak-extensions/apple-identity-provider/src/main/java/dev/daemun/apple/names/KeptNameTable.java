package dev.daemun.apple.names;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HexFormat;
import java.util.Optional;

/** Names of people who have not finished their first sign-in, by a hash of Apple's id of them. */
record KeptNameTable(Connection connection) {

    /** Keeps one more name, which is the moment to delete those that are too old or too many. */
    void keep(String provider, String sub, PersonName name, long now) throws SQLException {
        deleteKeptBefore(now - KeptNames.LONGEST.toMillis());
        keepFewerThan(KeptNames.MOST);
        insert(provider, sub, name, now);
    }

    void insert(String provider, String sub, PersonName name, long now) throws SQLException {
        delete(provider, sub);
        try (PreparedStatement insert = connection.prepareStatement("INSERT INTO DAEMUN_KEPT_APPLE_NAME"
                + " (PROVIDER_ID, PERSON_HASH, FIRST_NAME, LAST_NAME, KEPT_AT) VALUES (?, ?, ?, ?, ?)")) {
            insert.setString(1, provider);
            insert.setString(2, hash(sub));
            insert.setString(3, name.first());
            insert.setString(4, name.last());
            insert.setLong(5, now);
            insert.executeUpdate();
        }
    }

    Optional<PersonName> find(String provider, String sub, long keptSince) throws SQLException {
        try (PreparedStatement query = connection.prepareStatement("SELECT FIRST_NAME, LAST_NAME FROM"
                + " DAEMUN_KEPT_APPLE_NAME WHERE PROVIDER_ID = ? AND PERSON_HASH = ? AND KEPT_AT >= ?")) {
            query.setString(1, provider);
            query.setString(2, hash(sub));
            query.setLong(3, keptSince);
            try (ResultSet row = query.executeQuery()) {
                return row.next() ? Optional.of(new PersonName(row.getString(1), row.getString(2))) : Optional.empty();
            }
        }
    }

    void delete(String provider, String sub) throws SQLException {
        try (PreparedStatement delete = connection.prepareStatement(
                "DELETE FROM DAEMUN_KEPT_APPLE_NAME WHERE PROVIDER_ID = ? AND PERSON_HASH = ?")) {
            delete.setString(1, provider);
            delete.setString(2, hash(sub));
            delete.executeUpdate();
        }
    }

    void deleteKeptBefore(long moment) throws SQLException {
        try (PreparedStatement delete =
                connection.prepareStatement("DELETE FROM DAEMUN_KEPT_APPLE_NAME WHERE KEPT_AT < ?")) {
            delete.setLong(1, moment);
            delete.executeUpdate();
        }
    }

    /** Makes room for one more, by deleting the oldest where there are so many already. */
    void keepFewerThan(int most) throws SQLException {
        long count;
        long oldest;
        try (PreparedStatement query =
                        connection.prepareStatement("SELECT COUNT(*), MIN(KEPT_AT) FROM DAEMUN_KEPT_APPLE_NAME");
                ResultSet row = query.executeQuery()) {
            row.next();
            count = row.getLong(1);
            oldest = row.getLong(2);
        }
        if (count >= most) {
            deleteKeptBefore(oldest + 1);
        }
    }

    private static String hash(String sub) {
        try {
            return HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-256").digest(sub.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
