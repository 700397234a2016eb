package dev.daemun.eventlog.capture;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.daemun.eventlog.IdentityEventType;
import java.util.Locale;
import org.jboss.logging.Logger;
import org.keycloak.events.admin.AdminEvent;
import org.keycloak.events.admin.AuthDetails;
import org.keycloak.events.admin.OperationType;
import org.keycloak.models.ClientModel;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;
import org.keycloak.util.JsonSerialization;

/**
 * What an administrator did, who it was, from where, and how the thing was before and after. Keycloak's own admin events have no
 * before, and are not delivered to anybody.
 */
final class AdministratorsChange {
    private static final Logger LOG = Logger.getLogger(AdministratorsChange.class);
    private static final String ATTRIBUTES = "attributes";

    private final KeycloakSession session;
    private final RealmModel realm;
    private final AdminEvent event;
    private final ResourcePath path;
    private final boolean outsideFiles;

    /** @param outsideFiles whether the realm's files say something else from now on */
    AdministratorsChange(KeycloakSession session, RealmModel realm, AdminEvent event, boolean outsideFiles) {
        this.session = session;
        this.realm = realm;
        this.event = event;
        this.path = ResourcePath.of(event);
        this.outsideFiles = outsideFiles;
    }

    /** Keycloak reports some changes before its model shows them, so the model is looked at when the transaction commits. */
    void stage() {
        Draft draft = draft();
        Runnable completion = () -> {
            if (hasStates()) {
                addStates(draft);
            }
            Staging.of(session).stage(draft);
        };
        if (!OnCommit.joins(session, completion)) {
            completion.run();
        }
    }

    private Draft draft() {
        Draft draft = new Draft(session, IdentityEventType.CHANGED_BY_ADMINISTRATOR, realm)
                .distinct(event.getOperationType() + " " + event.getResourcePath())
                .fact("operation", event.getOperationType().name().toLowerCase(Locale.ROOT))
                .fact("kind", event.getResourceTypeAsString().toLowerCase(Locale.ROOT))
                .fact("path", event.getResourcePath())
                .fact("outsideFiles", outsideFiles);
        if (isOfAUser()) {
            draft.user(path.step(1));
        }
        addWho(draft);
        return draft;
    }

    /** Of a realm that goes nothing can be read at the end. */
    private boolean hasStates() {
        return event.getOperationType() != OperationType.ACTION
                && !(path.isEmpty() && event.getOperationType() == OperationType.DELETE);
    }

    private boolean isOfAUser() {
        return path.step(0).equals("users") && !path.step(1).equals("profile");
    }

    private void addWho(Draft draft) {
        AuthDetails who = event.getAuthDetails();
        if (who != null) {
            RealmModel theirs =
                    who.getRealmId() == null ? null : session.realms().getRealm(who.getRealmId());
            draft.personal("byIpAddress", who.getIpAddress());
            draft.fact("byRealm", theirs == null ? null : theirs.getName());
            ClientModel client =
                    theirs == null || who.getClientId() == null ? null : theirs.getClientById(who.getClientId());
            draft.fact("byClientId", client == null ? null : client.getClientId());
        }
    }

    private void addStates(Draft draft) {
        WhatDiffers states = states();
        // All of a person's state describes them.
        if (!states.isEmpty() && (!isOfAUser() || draft.mayContainPersonalData())) {
            draft.fact("before", (Object) states.before()).fact("after", (Object) states.after());
        }
        if (states.cut()) {
            draft.fact("cut", true);
        }
    }

    private WhatDiffers states() {
        try {
            ObjectNode before =
                    Before.of(session, realm).get(then -> new AdministeredThing(then.session(), then.realm()).at(path));
            ObjectNode after = new AdministeredThing(session, realm).at(path);
            if (before == null) {
                before = after.objectNode();
            }
            if (before.isEmpty() && after.isEmpty() && sent() instanceof ObjectNode sent) {
                // Of what this does not know, at least what was asked for.
                (event.getOperationType() == OperationType.DELETE ? before : after).setAll(sent);
            }
            WhatDiffers states = WhatDiffers.of(before, after);
            if (isOfAUser()) {
                hideAttributes(states.before());
                hideAttributes(states.after());
            }
            return states;
        } catch (RuntimeException | LinkageError e) {
            // Who did what is told all the same, and an administrator must be able to mend whatever can't be read here.
            LOG.warnf(e, "The identity event log can't say how %s was before and after.", event.getResourceType());
            return new WhatDiffers(JsonSerialization.createObjectNode(), JsonSerialization.createObjectNode(), true);
        }
    }

    private JsonNode sent() {
        return Representation.of(event).json();
    }

    /** A person's attributes, such as a date of birth, stay in Keycloak: told is which of them changed. */
    private static void hideAttributes(ObjectNode state) {
        if (state.path(ATTRIBUTES) instanceof ObjectNode attributes) {
            var names = state.arrayNode();
            attributes.fieldNames().forEachRemaining(names::add);
            state.set(ATTRIBUTES, names);
        }
    }
}
