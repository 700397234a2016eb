package dev.daemun.eventlog.store;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import dev.daemun.eventlog.IdentityEventType;
import java.io.IOException;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Optional;
import org.keycloak.util.JsonSerialization;

/**
 * An event, as far as it matters to the question whether something has been told already.
 *
 * @param subject the user's id, or null
 * @param position {@link #NO_POSITION} where it has none yet
 * @param data its payload
 */
public record ToldEvent(
        IdentityEventType type, String realmId, String subject, String partitionKey, long position, JsonNode data) {
    /** After all positions, since it will be given one later. */
    public static final long NO_POSITION = Long.MAX_VALUE;

    static Optional<ToldEvent> of(ResultSet row) throws SQLException {
        Optional<IdentityEventType> type = IdentityEventType.of(row.getString("TYPE"));
        if (type.isEmpty()) {
            // It was written by a later version, and one of this version can't say what it tells.
            return Optional.empty();
        }
        long given = row.getLong("POSITION");
        long position = row.wasNull() ? NO_POSITION : given;
        return Optional.of(new ToldEvent(
                type.get(),
                row.getString("REALM_ID"),
                row.getString("SUBJECT"),
                row.getString("PARTITION_KEY"),
                position,
                parsed(row.getString("DATA"))));
    }

    private static JsonNode parsed(String data) {
        try {
            return JsonSerialization.mapper.readTree(data);
        } catch (IOException e) {
            // The database does not check that it is JSON. Such a row tells nothing.
            return MissingNode.getInstance();
        }
    }
}
