package dev.daemun.eventlog.capture;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.daemun.eventlog.IdentityEventType;
import java.time.Instant;
import java.util.List;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;
import org.keycloak.util.JsonSerialization;

/** An event in the making. Facts that are null are left out. */
final class Draft {
    /** A realm's attribute: {@code false} leaves personal data out of all events of that realm. */
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

    /** About a user. */
    Draft user(String id) {
        subject = id;
        partitionKey = id;
        return this;
    }

    /** About something else, by its id; unless it has become about a user. */
    Draft thing(String id) {
        partitionKey = subject == null ? id : subject;
        return distinct(id);
    }

    /** Within a transaction, events of one type about one user are the same event unless distinguished. */
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

    /** A fact that identifies a person or tells of one, which the realm may want left out. */
    Draft personal(String name, String value) {
        return personalData ? fact(name, value) : this;
    }

    String key() {
        return type + "|" + realmId + "|" + partitionKey + "|" + distinction;
    }
}
