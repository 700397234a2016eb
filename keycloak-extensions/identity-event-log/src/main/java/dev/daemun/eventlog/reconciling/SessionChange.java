package dev.daemun.eventlog.reconciling;

import dev.daemun.eventlog.IdentityEventType;
import dev.daemun.eventlog.store.ToldEvent;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.Map;

/** One thing that has become of a session, of a client's part of it or of its user. */
record SessionChange(LivingSession session, IdentityEventType type) {
    private static final String FORGET = "DELETE FROM DAEMUN_LIVING_SESSION WHERE ID = ?";
    private static final String REMEMBER =
            "UPDATE DAEMUN_LIVING_SESSION SET USER_NOT_BEFORE = ? WHERE ID = ? AND USER_NOT_BEFORE = ?";

    static boolean forget(Connection connection, LivingSession session) throws SQLException {
        return Sql.change(connection, FORGET, session.id()) == 1;
    }

    /** Whether an event that came after the session was remembered has told it, or something that ends at least as much. */
    boolean isToldBy(ToldEvent event) {
        if (event.position() <= session.knownWith() || !event.realmId().equals(session.realmId())) {
            return false;
        }
        boolean endsAll = switch (event.type()) {
            case REALM_DELETED -> true;
            case CLIENT_DELETED -> event.partitionKey().equals(session.clientUuid());
            default -> false;
        };
        return endsAll
                || switch (type) {
                    case DELETED -> isOfUser(event, IdentityEventType.DELETED);
                    case SIGNED_OUT_EVERYWHERE -> isOfUser(event, IdentityEventType.SIGNED_OUT_EVERYWHERE);
                    case SESSION_ENDED, CLIENT_SESSION_ENDED -> isEndToldBy(event);
                    // The log's own table says what it has told.
                    default -> false;
                };
    }

    private boolean isEndToldBy(ToldEvent event) {
        String client = type == IdentityEventType.CLIENT_SESSION_ENDED ? session.clientId() : null;
        SessionEnd end = new SessionEnd(session.realmId(), session.userId(), session.sid(), client);
        return end.isToldBy(event)
                || switch (event.type()) {
                    // Keycloak removes the sessions that began there.
                    case IDENTITY_PROVIDER_DELETED -> true;
                    case CLIENT_SESSION_ENDED ->
                        session.sid().equals(event.data().path("sid").asText())
                                && session.clientId()
                                        .equals(event.data().path("clientId").asText());
                    case CONSENT_WITHDRAWN ->
                        isOfUser(event, IdentityEventType.CONSENT_WITHDRAWN)
                                && session.clientId()
                                        .equals(event.data().path("clientId").asText());
                    case REALM_UPDATED ->
                        event.data().path("narrowed").asBoolean()
                                || !event.data().path("enabled").asBoolean();
                    default -> false;
                };
    }

    private boolean isOfUser(ToldEvent event, IdentityEventType expected) {
        return event.type() == expected && session.userId().equals(event.subject());
    }

    /** Equal for changes that one event tells. */
    String key() {
        return type + "|" + session.realmId() + "|" + session.userId() + "|" + thing();
    }

    Finding finding() {
        Map<String, Object> facts = new HashMap<>();
        switch (type) {
            case SESSION_ENDED, CLIENT_SESSION_ENDED -> {
                facts.put("sid", session.sid());
                facts.put("offline", session.offline());
                if (type == IdentityEventType.CLIENT_SESSION_ENDED) {
                    facts.put("clientId", session.clientId());
                }
            }
            case SIGNED_OUT_EVERYWHERE -> facts.put("notBefore", session.user().notBefore());
            default -> {
                // The type says it all.
            }
        }
        return new Finding(type, session.realmId(), session.userId(), thing(), facts, this::settle);
    }

    private String thing() {
        return switch (type) {
            case SESSION_ENDED -> session.sid();
            case CLIENT_SESSION_ENDED -> session.sid() + "|" + session.clientId();
            default -> "";
        };
    }

    /** Remembers it; false where that is done already. */
    boolean settle(Connection connection) throws SQLException {
        return switch (type) {
            case SIGNED_OUT_EVERYWHERE ->
                Sql.change(connection, REMEMBER, session.user().notBefore(), session.id(), session.notBeforeThen())
                        == 1;
            // The log's own table remembers it, when the event is inserted.
            case ENABLED, DISABLED -> true;
            default -> forget(connection, session);
        };
    }
}
