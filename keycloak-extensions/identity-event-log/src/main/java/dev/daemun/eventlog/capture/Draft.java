package dev.daemun.eventlog.capture;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.daemun.eventlog.IdentityEventType;
import java.time.Instant;
import java.util.List;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;
import org.keycloak.util.JsonSerialization;

/** An event that is not written yet. Facts that are null are left out. */
final class Draft {
    /** An attribute of the realm: {@code false} leaves personal data out of all its events. */
    static final String PERSONAL_DATA = "daemun.event-log.personal-data";

    final IdentityEventType type;
    final String realmId;
    final String realmName;
    final String source;
    final ObjectNode data = JsonSerialization.createObjectNode();
    String subject;
    String partitionKey;
    Instant time = Instant.now();
    private final boolean personalData;
    private String distinction = "";

    Draft(KeycloakSession session, IdentityEventType type, RealmModel realm) {
        this.type = type;
        this.realmId = realm.getId();
        this.realmName = realm.getName();
        this.source = Issuer.of(session, realm);
        this.partitionKey = realm.getId();
        this.personalData = !"false".equals(realm.getAttribute(PERSONAL_DATA));
        data.put("realm", realm.getName());
    }

    /** Makes it an event about a user. */
    Draft user(String id) {
        subject = id;
        partitionKey = id;
        return this;
    }

    /** Makes it an event about something else with an id, unless it is one about a user already. */
    Draft thing(String id) {
        partitionKey = subject == null ? id : subject;
        return distinct(id);
    }

    /** Distinguishes it: otherwise two events of one type about one user in one transaction are the same event. */
    Draft distinct(String by) {
        distinction = by;
        return this;
    }

    Draft at(long epochMilli) {
        time = Instant.ofEpochMilli(epochMilli);
        return this;
    }

    Draft fact(String name, String value) {
        if (value != null) {
            data.put(name, value);
        }
        return this;
    }

    Draft fact(String name, boolean value) {
        data.put(name, value);
        return this;
    }

    Draft fact(String name, long value) {
        data.put(name, value);
        return this;
    }

    Draft fact(String name, List<String> values) {
        values.forEach(data.putArray(name)::add);
        return this;
    }

    /** A fact that identifies or describes a person, which the realm may want left out. */
    Draft personal(String name, String value) {
        return personalData ? fact(name, value) : this;
    }

    String key() {
        return type + "|" + realmId + "|" + partitionKey + "|" + distinction;
    }
}
