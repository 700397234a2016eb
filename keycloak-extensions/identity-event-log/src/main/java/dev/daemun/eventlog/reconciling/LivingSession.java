package dev.daemun.eventlog.reconciling;

import static dev.daemun.eventlog.IdentityEventType.CLIENT_SESSION_ENDED;
import static dev.daemun.eventlog.IdentityEventType.DELETED;
import static dev.daemun.eventlog.IdentityEventType.DISABLED;
import static dev.daemun.eventlog.IdentityEventType.ENABLED;
import static dev.daemun.eventlog.IdentityEventType.SESSION_ENDED;
import static dev.daemun.eventlog.IdentityEventType.SIGNED_OUT_EVERYWHERE;

import dev.daemun.eventlog.IdentityEventType;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.keycloak.storage.StorageId;

/**
 * A client's part of a session, or a service account at its client, whose tokens may be alive: as it was remembered and as it is.
 *
 * @param sid empty for a service account, which has no session
 * @param clientUuid Keycloak's id of the client
 * @param clientId the one that tokens carry; null where the client is gone
 * @param notBeforeThen before which second tokens of the user were refused when it was remembered
 * @param knownWith the log's last position when it was remembered
 * @param livesUntil when the last of its tokens that were known expires, in seconds
 * @param mayLiveUntil the same as its last refresh says now; null where the session is gone
 * @param hasPart whether the client still has a part of it
 * @param user null where the user is in none of Keycloak's own tables any more
 * @param disabledInLog whether the log's last word on the user is that they are disabled
 */
record LivingSession(
        long id,
        String sid,
        String clientUuid,
        String clientId,
        String realmId,
        String userId,
        boolean offline,
        long notBeforeThen,
        long knownWith,
        long livesUntil,
        Long mayLiveUntil,
        boolean hasPart,
        State user,
        boolean disabledInLog) {
    static LivingSession of(ResultSet row) throws SQLException {
        long until = row.getLong("MAY_LIVE_UNTIL");
        Long mayLiveUntil = row.wasNull() ? null : until;
        return new LivingSession(
                row.getLong("ID"),
                row.getString("SID"),
                row.getString("CLIENT_ID"),
                row.getString("CLIENT_NAME"),
                row.getString("REALM_ID"),
                row.getString("USER_ID"),
                row.getBoolean("OFFLINE"),
                row.getLong("USER_NOT_BEFORE"),
                row.getLong("KNOWN_WITH"),
                row.getLong("LIVES_UNTIL"),
                mayLiveUntil,
                row.getBoolean("HAS_PART"),
                row.getString("PERSON") == null ? null : State.of(row, "PERSON_ENABLED", "PERSON_NOT_BEFORE"),
                row.getBoolean("IN_LOG_DISABLED"));
    }

    /** What has changed since it was remembered, told or not. */
    List<IdentityEventType> changes() {
        List<IdentityEventType> changes = new ArrayList<>();
        // Users who are nowhere but in a directory are not in Keycloak's table.
        if (user == null && StorageId.isLocalStorage(userId)) {
            changes.add(DELETED);
        } else if (user != null) {
            if (user.enabled() == disabledInLog) {
                changes.add(disabledInLog ? ENABLED : DISABLED);
            }
            if (user.notBefore() > notBeforeThen) {
                changes.add(SIGNED_OUT_EVERYWHERE);
            }
        }
        if (!isServiceAccount() && mayLiveUntil == null) {
            changes.add(SESSION_ENDED);
        } else if (!isServiceAccount() && !hasPart) {
            changes.add(CLIENT_SESSION_ENDED);
        }
        return changes;
    }

    /** Whether no token of it can be alive any more, whatever has become of it. */
    boolean isOver(long now) {
        return clientId == null || (livesUntil < now && (mayLiveUntil == null || mayLiveUntil < now));
    }

    boolean isServiceAccount() {
        return sid.isEmpty();
    }
}
