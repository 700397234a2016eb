package dev.daemun.eventlog.capture;

import dev.daemun.eventlog.IdentityEventType;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Optional;

/**
 * Whether users are enabled, as the database will say it after the commit. What a transaction has read may be out of date:
 * another node may have disabled the user meanwhile, while this one saved a copy of the user that was enabled.
 */
final class UserStates {
    private static final String ENABLED = "SELECT ENABLED FROM USER_ENTITY WHERE ID = ? FOR UPDATE";

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
                boolean enabled = lock(draft.subject).orElse(draft.type() == IdentityEventType.ENABLED);
                draft.become(enabled ? IdentityEventType.ENABLED : IdentityEventType.DISABLED);
                return enabled ? disabled.remove(user) : disabled.add(user);
            }
            case PROFILE_UPDATED -> {
                Optional<Boolean> enabled = lock(draft.subject);
                enabled.ifPresent(is -> draft.fact("enabled", is));
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
    private Optional<Boolean> lock(String userId) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(ENABLED)) {
            statement.setString(1, userId);
            try (ResultSet row = statement.executeQuery()) {
                return row.next() ? Optional.of(row.getBoolean(1)) : Optional.empty();
            }
        }
    }
}
