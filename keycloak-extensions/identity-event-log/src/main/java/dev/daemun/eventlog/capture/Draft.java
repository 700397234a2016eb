package dev.daemun.eventlog.capture;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.daemun.eventlog.IdentityEventType;
import dev.daemun.eventlog.store.ToldEvent;
import java.time.Instant;
import java.util.List;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;
import org.keycloak.util.JsonSerialization;

/** An event that is not written yet. Facts that are null are left out. */
final class Draft {
    /** An attribute of the realm: {@code false} leaves personal data out of all its events. */
    static final String PERSONAL_DATA = "daemun.event-log.personal-data";

    private IdentityEventType type;
    final String realmId;
    final Issuer issuer;
    final ObjectNode data;
    String subject;
    String partitionKey;
    Instant time = Instant.now();
    private final boolean personalData;
    private String distinction = "";

    Draft(KeycloakSession session, IdentityEventType type, RealmModel realm) {
        this(type, realm.getId(), Issuer.of(session, realm), !"false".equals(realm.getAttribute(PERSONAL_DATA)));
    }

    Draft(IdentityEventType type, String realmId, Issuer issuer, boolean personalData) {
        this.type = type;
        this.realmId = realmId;
        this.issuer = issuer;
        this.partitionKey = realmId;
        this.personalData = personalData;
        this.data = JsonSerialization.createObjectNode().put("realm", issuer.realm());
    }

    private Draft(Draft whole, ObjectNode data) {
        this.type = whole.type;
        this.realmId = whole.realmId;
        this.issuer = whole.issuer;
        this.data = data;
        this.subject = whole.subject;
        this.partitionKey = whole.partitionKey;
        this.time = whole.time;
        this.personalData = whole.personalData;
        this.distinction = whole.distinction;
    }

    IdentityEventType type() {
        return type;
    }

    /** As it tells what has happened. */
    ToldEvent told() {
        return new ToldEvent(type, realmId, subject, partitionKey, ToldEvent.NO_POSITION, data);
    }

    /** Changes its type, where the database says something else than the transaction that drafted it has read. */
    void become(IdentityEventType other) {
        type = other;
    }

    /** Itself, or several that say the same together where one would be too large for readers. */
    List<Draft> divided() {
        List<ObjectNode> parts = Parts.of(data);
        return parts.size() == 1
                ? List.of(this)
                : parts.stream().map(part -> new Draft(this, part)).toList();
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

    /** A fact that is known only when the event is drafted to be a text, a number or a boolean. */
    Draft fact(String name, Object value) {
        data.set(name, JsonSerialization.mapper.valueToTree(value));
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

    /** Whether the realm has not asked for events without such facts. */
    boolean mayContainPersonalData() {
        return personalData;
    }

    /** Says so in place of what was drafted; null says that there is none. */
    Draft corrected(String name, String personal) {
        data.remove(name);
        return personal(name, personal);
    }

    String key() {
        return type + "|" + realmId + "|" + partitionKey + "|" + distinction;
    }
}
