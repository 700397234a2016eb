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
            case TOKEN_REVOKED ->
                isIn(draft.data.path("sid"), sid)
                        && clientId != null
                        && (isIn(draft.data.path("clientId"), clientId)
                                || isIn(draft.data.path("exchangedClientIds"), clientId))
                        && !isIn(draft.data.path("tokenType"), "access");
            case CONSENT_WITHDRAWN ->
                userId.equals(draft.subject) && clientId != null && isIn(draft.data.path("clientId"), clientId);
            default -> false;
        };
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
