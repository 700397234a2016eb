package dev.daemun.eventlog.reconciling;

import com.fasterxml.jackson.databind.JsonNode;
import dev.daemun.eventlog.store.ToldEvent;

/**
 * The end of a session, or of a client's part of it.
 *
 * @param clientId null where the whole session has ended
 */
public record SessionEnd(String realmId, String userId, String sid, String clientId) {
    /** Whether an event withdraws at least the tokens of this session or part of one. */
    public boolean isToldBy(ToldEvent event) {
        if (!event.realmId().equals(realmId)) {
            return false;
        }
        return switch (event.type()) {
            case SIGNED_OUT, SESSION_ENDED -> isIn(event.data().path("sid"), sid);
            case SIGNED_OUT_EVERYWHERE, DELETED -> userId.equals(event.subject());
            case EVERYONE_SIGNED_OUT, REALM_DELETED -> true;
            case TOKEN_REVOKED -> isRevokedBy(event.data());
            case CONSENT_WITHDRAWN ->
                userId.equals(event.subject())
                        && clientId != null
                        && isIn(event.data().path("clientId"), clientId);
            default -> false;
        };
    }

    /** The end of one client's part is not the end of a session, in which others may have tokens without a part of their own. */
    private boolean isRevokedBy(JsonNode revoked) {
        return isIn(revoked.path("sid"), sid)
                && !isIn(revoked.path("tokenType"), "access")
                && (revoked.path("sessionEnded").asBoolean()
                        || (clientId != null
                                && (isIn(revoked.path("clientId"), clientId)
                                        || isIn(revoked.path("exchangedClientIds"), clientId))));
    }

    private static boolean isIn(JsonNode textOrArray, String text) {
        if (textOrArray.isTextual()) {
            return textOrArray.textValue().equals(text);
        }
        for (JsonNode element : textOrArray) {
            if (text.equals(element.textValue())) {
                return true;
            }
        }
        return false;
    }
}
