package dev.daemun.kakao.ended;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Links that were ended at Kakao, each with the account that it led to. A row goes with its account, by the foreign key to
 * Keycloak's own table {@code USER_ENTITY}.
 */
record EndedLinkTable(Connection connection) {

    /** @param endedAt in milliseconds since 1970 */
    void insert(EndedLink link, long endedAt) throws SQLException {
        delete(link);
        try (PreparedStatement insert = connection.prepareStatement("INSERT INTO DAEMUN_ENDED_KAKAO_LINK"
                + " (REALM_ID, PROVIDER_ID, KAKAO_ID, USER_ID, ENDED_AT) VALUES (?, ?, ?, ?, ?)")) {
            insert.setString(1, link.realm());
            insert.setString(2, link.provider());
            insert.setString(3, link.kakaoId());
            insert.setString(4, link.user());
            insert.setLong(5, endedAt);
            insert.executeUpdate();
        }
    }

    Optional<EndedLink> find(String realm, String provider, String kakaoId) throws SQLException {
        try (PreparedStatement query = connection.prepareStatement("SELECT USER_ID FROM DAEMUN_ENDED_KAKAO_LINK"
                + " WHERE REALM_ID = ? AND PROVIDER_ID = ? AND KAKAO_ID = ?")) {
            query.setString(1, realm);
            query.setString(2, provider);
            query.setString(3, kakaoId);
            try (ResultSet row = query.executeQuery()) {
                return row.next()
                        ? Optional.of(new EndedLink(realm, provider, kakaoId, row.getString(1)))
                        : Optional.empty();
            }
        }
    }

    /**
     * Deletes a row. Of two transactions that do so the second waits for the first.
     *
     * @return whether it was this one
     */
    boolean delete(EndedLink link) throws SQLException {
        try (PreparedStatement delete = connection.prepareStatement(
                "DELETE FROM DAEMUN_ENDED_KAKAO_LINK" + " WHERE REALM_ID = ? AND PROVIDER_ID = ? AND KAKAO_ID = ?")) {
            delete.setString(1, link.realm());
            delete.setString(2, link.provider());
            delete.setString(3, link.kakaoId());
            return delete.executeUpdate() == 1;
        }
    }

    void deleteAllOf(KakaoProvider provider) throws SQLException {
        try (PreparedStatement delete = connection.prepareStatement(
                "DELETE FROM DAEMUN_ENDED_KAKAO_LINK WHERE REALM_ID = ? AND PROVIDER_ID = ?")) {
            delete.setString(1, provider.realm());
            delete.setString(2, provider.id());
            delete.executeUpdate();
        }
    }

    List<KakaoProvider> providers() throws SQLException {
        List<KakaoProvider> providers = new ArrayList<>();
        try (PreparedStatement query = connection.prepareStatement(
                        "SELECT DISTINCT REALM_ID, PROVIDER_ID FROM DAEMUN_ENDED_KAKAO_LINK");
                ResultSet row = query.executeQuery()) {
            while (row.next()) {
                providers.add(new KakaoProvider(row.getString(1), row.getString(2)));
            }
        }
        return providers;
    }

    /** The oldest first, so many at most. */
    List<EndedLink> endedUpTo(KakaoProvider provider, long moment, int limit) throws SQLException {
        List<EndedLink> links = new ArrayList<>();
        try (PreparedStatement query =
                connection.prepareStatement("SELECT KAKAO_ID, USER_ID FROM DAEMUN_ENDED_KAKAO_LINK"
                        + " WHERE REALM_ID = ? AND PROVIDER_ID = ? AND ENDED_AT <= ? ORDER BY ENDED_AT")) {
            query.setString(1, provider.realm());
            query.setString(2, provider.id());
            query.setLong(3, moment);
            query.setMaxRows(limit);
            try (ResultSet row = query.executeQuery()) {
                while (row.next()) {
                    links.add(new EndedLink(provider.realm(), provider.id(), row.getString(1), row.getString(2)));
                }
            }
        }
        return links;
    }

    /**
     * A link that was ended.
     *
     * @param realm Keycloak's internal id of the realm
     * @param provider Keycloak's internal id of the provider
     * @param kakaoId the person's number at Kakao, in decimal
     * @param user the id of the account
     */
    record EndedLink(String realm, String provider, String kakaoId, String user) {}

    /** A Kakao provider of a realm, by their internal ids. */
    record KakaoProvider(String realm, String id) {}
}
