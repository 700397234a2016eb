package dev.daemun.upstreamsignals.consequence;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.HexFormat;

/** Which tokens were received already, by their ids. */
record SeenSignalTable(Connection connection) {

    boolean contains(String provider, String jti) throws SQLException {
        try (PreparedStatement query = connection.prepareStatement(
                "SELECT 1 FROM DAEMUN_SEEN_SIGNAL WHERE PROVIDER_ID = ? AND JTI_HASH = ?")) {
            query.setString(1, provider);
            query.setString(2, hash(jti));
            try (ResultSet row = query.executeQuery()) {
                return row.next();
            }
        }
    }

    /** When two insert the same id at once, the second waits for the first and then fails by the primary key. */
    void insert(String provider, String jti, Instant now) throws SQLException {
        try (PreparedStatement insert = connection.prepareStatement(
                "INSERT INTO DAEMUN_SEEN_SIGNAL (PROVIDER_ID, JTI_HASH, SEEN_AT) VALUES (?, ?, ?)")) {
            insert.setString(1, provider);
            insert.setString(2, hash(jti));
            insert.setLong(3, now.toEpochMilli());
            insert.executeUpdate();
        }
    }

    void deleteSeenBefore(Instant moment) throws SQLException {
        try (PreparedStatement delete =
                connection.prepareStatement("DELETE FROM DAEMUN_SEEN_SIGNAL WHERE SEEN_AT < ?")) {
            delete.setLong(1, moment.toEpochMilli());
            delete.executeUpdate();
        }
    }

    private static String hash(String jti) {
        try {
            return HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-256").digest(jti.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
