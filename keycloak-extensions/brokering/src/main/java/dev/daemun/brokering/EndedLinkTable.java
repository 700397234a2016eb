package dev.daemun.brokering;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Links that were ended at a kind of provider, each with the account that it led to. A row goes with its account, by the foreign key to
 * Keycloak's own table {@code USER_ENTITY}.
 *
 * @param kind whose table it is
 * @param connection whose transaction is used
 */
public record EndedLinkTable(ProviderKind kind, Connection connection) {

    /**
     * Inserts a row in place of an older one.
     *
     * @param endedAt in milliseconds since 1970
     */
    public void insert(EndedLink link, long endedAt) throws SQLException {
        delete(link);
        try (PreparedStatement insert = prepare("INSERT INTO DAEMUN_ENDED_KIND_LINK"
                + " (REALM_ID, PROVIDER_ID, KIND_ID, USER_ID, ENDED_AT) VALUES (?, ?, ?, ?, ?)")) {
            insert.setString(1, link.realm());
            insert.setString(2, link.provider());
            insert.setString(3, link.externalId());
            insert.setString(4, link.user());
            insert.setLong(5, endedAt);
            insert.executeUpdate();
        }
    }

    /** The row about this person at the provider. */
    public Optional<EndedLink> find(String realm, String provider, String externalId) throws SQLException {
        try (PreparedStatement query = prepare("SELECT USER_ID FROM DAEMUN_ENDED_KIND_LINK"
                + " WHERE REALM_ID = ? AND PROVIDER_ID = ? AND KIND_ID = ?")) {
            query.setString(1, realm);
            query.setString(2, provider);
            query.setString(3, externalId);
            try (ResultSet row = query.executeQuery()) {
                return row.next()
                        ? Optional.of(new EndedLink(realm, provider, externalId, row.getString(1)))
                        : Optional.empty();
            }
        }
    }

    /**
     * Deletes a row. Of two transactions that do so the second waits for the first.
     *
     * @return whether it was this one
     */
    public boolean delete(EndedLink link) throws SQLException {
        try (PreparedStatement delete = prepare(
                "DELETE FROM DAEMUN_ENDED_KIND_LINK" + " WHERE REALM_ID = ? AND PROVIDER_ID = ? AND KIND_ID = ?")) {
            delete.setString(1, link.realm());
            delete.setString(2, link.provider());
            delete.setString(3, link.externalId());
            return delete.executeUpdate() == 1;
        }
    }

    /** Deletes all rows of a provider that is gone. */
    public void deleteAllOf(ProviderOfRealm provider) throws SQLException {
        try (PreparedStatement delete =
                prepare("DELETE FROM DAEMUN_ENDED_KIND_LINK WHERE REALM_ID = ? AND PROVIDER_ID = ?")) {
            delete.setString(1, provider.realm());
            delete.setString(2, provider.id());
            delete.executeUpdate();
        }
    }

    /** The providers that have rows. */
    public List<ProviderOfRealm> providers() throws SQLException {
        List<ProviderOfRealm> providers = new ArrayList<>();
        try (PreparedStatement query = prepare("SELECT DISTINCT REALM_ID, PROVIDER_ID FROM DAEMUN_ENDED_KIND_LINK");
                ResultSet row = query.executeQuery()) {
            while (row.next()) {
                providers.add(new ProviderOfRealm(row.getString(1), row.getString(2)));
            }
        }
        return providers;
    }

    /** The oldest first, so many at most. */
    public List<EndedLink> endedUpTo(ProviderOfRealm provider, long moment, int limit) throws SQLException {
        List<EndedLink> links = new ArrayList<>();
        try (PreparedStatement query = prepare("SELECT KIND_ID, USER_ID FROM DAEMUN_ENDED_KIND_LINK"
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

    /** KIND stands for the provider's: each jar has a table of its own, since none may depend on another one. */
    private PreparedStatement prepare(String sql) throws SQLException {
        return connection.prepareStatement(sql.replace("KIND", kind.upperCaseId()));
    }

    /**
     * A link that was ended.
     *
     * @param realm Keycloak's internal id of the realm
     * @param provider Keycloak's internal id of the provider
     * @param externalId the person's id at the provider
     * @param user the id of the account
     */
    public record EndedLink(String realm, String provider, String externalId, String user) {}

    /** A provider of a realm, by their internal ids. */
    public record ProviderOfRealm(String realm, String id) {}
}
