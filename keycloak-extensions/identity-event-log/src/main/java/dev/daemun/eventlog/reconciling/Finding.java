package dev.daemun.eventlog.reconciling;

import dev.daemun.eventlog.IdentityEventType;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Map;

/**
 * A change in Keycloak's tables that no event has told.
 *
 * @param type of the event that tells it now
 * @param userId whom it is about, or null
 * @param thing the id of what it is about besides: a session, a client, a realm
 * @param facts texts, whole numbers and booleans, as the type's schema has them
 * @param settlement what keeps it from being found again
 */
public record Finding(
        IdentityEventType type,
        String realmId,
        String userId,
        String thing,
        Map<String, Object> facts,
        Settlement settlement) {

    /** Notes, in the transaction that records the finding, that it is known now. */
    @FunctionalInterface
    public interface Settlement {
        /** Returns false where another node has done so already, and has recorded the finding. */
        boolean on(Connection connection) throws SQLException;
    }
}
