package dev.daemun.eventlog.reconciling;

import dev.daemun.eventlog.IdentityEventType;
import dev.daemun.eventlog.store.ToldEvent;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.Map;

/**
 * A client, as it was known and as it is.
 *
 * @param nameBefore its client id, as its tokens may carry it in {@code azp}
 * @param now null where the client is gone
 * @param knownLifetime for how many seconds after a refresh tokens of it can live, as it was remembered
 * @param lifetime the same as it is now
 */
record ComparedClient(
        String id,
        String realmId,
        String nameBefore,
        String name,
        State before,
        State now,
        long knownLifetime,
        long lifetime) {
    /** A token may be exchanged for another just before it expires, which moves no time of the session. */
    private static final int EXCHANGED = 2;

    private static final int SKEW_SECONDS = 60;

    private static final String REMEMBER = "UPDATE DAEMUN_KNOWN_CLIENT SET NAME = ?, ENABLED = ?, NOT_BEFORE = ?"
            + " WHERE ID = ? AND NAME = ? AND ENABLED = ? AND NOT_BEFORE = ?";
    private static final String REMEMBER_LIFETIME = "UPDATE DAEMUN_KNOWN_CLIENT SET TOKEN_LIFETIME = ? WHERE ID = ?";
    private static final String FORGET = "DELETE FROM DAEMUN_KNOWN_CLIENT WHERE ID = ?";

    static ComparedClient of(ResultSet row) throws SQLException {
        long ofRealm = Math.max(row.getLong("ACCESS_TOKEN_LIFESPAN"), row.getLong("ACCESS_TOKEN_LIFE_IMPLICIT"));
        String own = row.getString("OWN_LIFESPAN");
        long ofClient = own != null && own.matches("[0-9]{1,9}") ? Long.parseLong(own) : 0;
        return new ComparedClient(
                row.getString("ID"),
                row.getString("REALM_ID"),
                row.getString("WAS_NAME"),
                row.getString("NAME"),
                State.of(row, "WAS_ENABLED", "WAS_NOT_BEFORE"),
                row.getString("FOUND") == null ? null : State.of(row, "ENABLED", "NOT_BEFORE"),
                row.getLong("TOKEN_LIFETIME"),
                EXCHANGED * Math.max(ofRealm, ofClient) + SKEW_SECONDS);
    }

    boolean mayBeUntold() {
        return now == null || now.refusesMoreThan(before) || !name.equals(nameBefore);
    }

    boolean isToldBy(ToldEvent event) {
        return switch (event.type()) {
            case CLIENT_DELETED -> now == null;
            case CLIENT_UPDATED ->
                now != null
                        && event.data().path("clientId").asText().equals(name)
                        && event.data().path("enabled").asBoolean() == now.enabled()
                        && event.data().path("notBefore").asLong() >= now.notBefore();
            default -> false;
        };
    }

    Finding finding() {
        Map<String, Object> facts = new HashMap<>();
        facts.put("id", id);
        facts.put("clientId", now == null ? nameBefore : name);
        if (now != null) {
            facts.put("enabled", now.enabled());
            facts.put("notBefore", now.notBefore());
            if (!name.equals(nameBefore)) {
                facts.put("previousClientId", nameBefore);
            }
        }
        IdentityEventType type = now == null ? IdentityEventType.CLIENT_DELETED : IdentityEventType.CLIENT_UPDATED;
        return new Finding(type, realmId, null, id, facts, this::settle);
    }

    boolean isUnchanged() {
        return now != null && now.equals(before) && name.equals(nameBefore);
    }

    /** Remembers it as it is now; false where that is done already. */
    boolean settle(Connection connection) throws SQLException {
        if (now == null) {
            return Sql.change(connection, FORGET, id) == 1;
        }
        return Sql.change(
                        connection,
                        REMEMBER,
                        name,
                        now.enabled(),
                        now.notBefore(),
                        id,
                        nameBefore,
                        before.enabled(),
                        before.notBefore())
                == 1;
    }

    void rememberLifetime(Connection connection) throws SQLException {
        if (lifetime != knownLifetime) {
            Sql.change(connection, REMEMBER_LIFETIME, lifetime, id);
        }
    }
}
