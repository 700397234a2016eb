package dev.daemun.eventlog.capture;

import dev.daemun.eventlog.IdentityEventType;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Optional;

/**
 * Whether users are enabled, and what they are called, as the database will say it after the commit. What a transaction has read may
 * be out of date: another node may have disabled or renamed the user meanwhile, while this one saved a copy of the user from before.
 */
final class UserStates {
    private static final String STORED =
            "SELECT ENABLED, EMAIL_VERIFIED, FEDERATION_LINK, USERNAME, EMAIL, FIRST_NAME, LAST_NAME"
                    + " FROM USER_ENTITY WHERE ID = ? FOR UPDATE";

    private final Connection connection;
    private final DisabledUserTable disabled;

    UserStates(Connection connection) {
        this.connection = connection;
        this.disabled = new DisabledUserTable(connection);
    }

    /** Whether an event says something that the log has not; it is also made to say what the database does. */
    boolean isNews(Draft draft) throws SQLException {
        DisabledUserTable.User user = new DisabledUserTable.User(draft.realmId, draft.subject);
        switch (draft.type()) {
            case ENABLED, DISABLED -> {
                boolean enabled =
                        lock(draft.subject).map(Stored::enabled).orElse(draft.type() == IdentityEventType.ENABLED);
                draft.become(enabled ? IdentityEventType.ENABLED : IdentityEventType.DISABLED);
                return enabled ? disabled.remove(user) : disabled.add(user);
            }
            case PROFILE_UPDATED -> {
                Optional<Stored> stored = lock(draft.subject);
                stored.ifPresent(row -> row.tell(draft));
            }
            case DELETED -> disabled.remove(user);
            case REALM_DELETED -> disabled.removeRealm(draft.realmId);
            default -> {
                // Says nothing about whether a user is enabled.
            }
        }
        return true;
    }

    /** Waits for whoever is changing the user, and keeps others waiting. Empty for a user who is not in Keycloak's table. */
    private Optional<Stored> lock(String userId) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(STORED)) {
            statement.setString(1, userId);
            try (ResultSet row = statement.executeQuery()) {
                return row.next() ? Optional.of(Stored.of(row)) : Optional.empty();
            }
        }
    }

    /**
     * A user's row.
     *
     * @param elsewhere whether a directory has the user, which may say otherwise what the user is called
     */
    private record Stored(
            boolean enabled,
            boolean emailVerified,
            boolean elsewhere,
            String username,
            String email,
            String firstName,
            String lastName) {
        static Stored of(ResultSet row) throws SQLException {
            return new Stored(
                    row.getBoolean(1),
                    row.getBoolean(2),
                    row.getString(3) != null,
                    row.getString(4),
                    row.getString(5),
                    row.getString(6),
                    row.getString(7));
        }

        void tell(Draft draft) {
            draft.fact("enabled", enabled);
            if (!elsewhere) {
                draft.fact("emailVerified", emailVerified)
                        .corrected("username", username)
                        .corrected("email", email)
                        .corrected("firstName", firstName)
                        .corrected("lastName", lastName);
            }
        }
    }
}
