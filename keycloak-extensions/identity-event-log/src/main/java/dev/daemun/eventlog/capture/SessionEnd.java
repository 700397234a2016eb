package dev.daemun.eventlog.capture;

import com.fasterxml.jackson.databind.JsonNode;

/**
 * The end of a session, or of a client's part of it.
 *
 * @param clientId null where the whole session has ended
 */
record SessionEnd(String realmId, String userId, String sid, String clientId) {
    /** Whether an event withdraws at least the tokens of this session or part of one. */
    boolean isToldBy(Draft draft) {
        if (!draft.realmId.equals(realmId)) {
            return false;
        }
        return switch (draft.type()) {
            case SIGNED_OUT, SESSION_ENDED -> isIn(draft.data.path("sid"), sid);
            case SIGNED_OUT_EVERYWHERE, DELETED -> userId.equals(draft.subject);
            case EVERYONE_SIGNED_OUT, REALM_DELETED -> true;
            case TOKEN_REVOKED -> isRevokedBy(draft.data);
            case CONSENT_WITHDRAWN ->
                userId.equals(draft.subject) && clientId != null && isIn(draft.data.path("clientId"), clientId);
            default -> false;
        };
    }

    /** With its last client's refresh token Keycloak also removes the session itself. */
    private boolean isRevokedBy(JsonNode revoked) {
        return isIn(revoked.path("sid"), sid)
                && !isIn(revoked.path("tokenType"), "access")
                && (clientId == null
                        || isIn(revoked.path("clientId"), clientId)
                        || isIn(revoked.path("exchangedClientIds"), clientId));
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
