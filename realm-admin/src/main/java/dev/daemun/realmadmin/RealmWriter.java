package dev.daemun.realmadmin;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** The realm's own settings: first those that close something, and at the end all others. */
record RealmWriter(RealmServer server, Ids ids, ObjectNode files) implements Writer {
    /** Lists whose entries are given and taken one by one. */
    private static final Map<String, Kind> LISTS = Map.of(
            "defaultDefaultClientScopes", Kind.CLIENT_SCOPE,
            "defaultOptionalClientScopes", Kind.CLIENT_SCOPE,
            "defaultGroups", Kind.GROUP);

    private static final Map<String, String> ADDRESSES = Map.of(
            "defaultDefaultClientScopes", "default-default-client-scopes",
            "defaultOptionalClientScopes", "default-optional-client-scopes",
            "defaultGroups", "default-groups");

    private static final Set<String> CLOSED_WHEN_ON = Set.of(
            // Then only administrators of everything may give the roles of administrators.
            "adminPermissionsEnabled",
            "bruteForceProtected",
            "permanentLockout",
            "revokeRefreshToken",
            "verifyEmail",
            "offlineSessionMaxLifespanEnabled",
            "eventsEnabled",
            "adminEventsEnabled",
            "adminEventsDetailsEnabled");

    private static final Set<String> CLOSED_WHEN_OFF = Set.of(
            "enabled",
            "registrationAllowed",
            "rememberMe",
            "duplicateEmailsAllowed",
            "resetPasswordAllowed",
            "editUsernameAllowed",
            "userManagedAccessAllowed",
            "scimApiEnabled");

    /** From the most open to the most closed (org.keycloak.common.enums.SslRequired). */
    private static final List<String> SSL = List.of("none", "external", "all");

    @Override
    public void close(Difference realm) {
        put(realm, true);
        for (String list : LISTS.keySet()) {
            for (String name : surplus(realm.found(), realm.wanted(), list)) {
                server.delete(ADDRESSES.get(list), ids.of(LISTS.get(list), name));
            }
        }
    }

    @Override
    public void release(Difference realm) {
        for (String list : LISTS.keySet()) {
            for (String name : surplus(realm.wanted(), realm.found(), list)) {
                server.put(Json.object(), ADDRESSES.get(list), ids.of(LISTS.get(list), name));
            }
        }
        put(realm, false);
    }

    private void put(Difference realm, boolean closing) {
        ObjectNode body = Json.object();
        for (Detail detail : realm.details()) {
            String member = detail.member();
            if (!LISTS.containsKey(member) && closes(detail) == closing) {
                body.set(member, value(realm, member));
            }
        }
        if (!body.isEmpty()) {
            server.put(whole(body));
        }
    }

    /** Keycloak takes some settings only together with others, so all are sent. */
    private ObjectNode whole(ObjectNode changed) {
        ObjectNode current = (ObjectNode) server.get();
        JsonNode attributes = current.remove("attributes");
        ObjectNode body = current.deepCopy();
        changed.properties().forEach(member -> body.set(member.getKey(), member.getValue()));
        if (changed.has("attributes")) {
            ObjectNode all = Json.over(Json.object(), changed.path("attributes"));
            // The settings that Keycloak keeps as attributes would be lost.
            attributes.properties().forEach(one -> {
                if (body.has(one.getKey())) {
                    all.put(one.getKey(), body.path(one.getKey()).asText());
                }
            });
            body.set("attributes", all);
        }
        return body;
    }

    private JsonNode value(Difference realm, String member) {
        if (member.equals("smtpServer")) {
            // With the password, which Keycloak does not say.
            return Json.ofStrings(files.path(member));
        }
        JsonNode wanted = realm.wanted().path(member);
        if (!wanted.isMissingNode()) {
            return wanted;
        }
        JsonNode found = realm.found().path(member);
        if (found.isArray()) {
            return Json.MAPPER.createArrayNode();
        }
        return found.isObject() ? Json.object() : Json.MAPPER.getNodeFactory().textNode("");
    }

    static boolean closes(Detail detail) {
        String member = detail.member();
        JsonNode wanted = detail.wanted();
        if (CLOSED_WHEN_ON.contains(member)) {
            return wanted.asBoolean();
        }
        if (CLOSED_WHEN_OFF.contains(member)) {
            return !wanted.asBoolean();
        }
        if (member.equals("sslRequired")) {
            return SSL.indexOf(wanted.asText()) > SSL.indexOf(detail.found().asText());
        }
        // Each number but these is a time that something stays valid, of which zero means that there is no limit.
        return member.matches(".*(Lifespan|Timeout|Lifespan[A-Z].*|failureFactor)")
                && wanted.asLong() > 0
                && (detail.found().asLong() == 0
                        || wanted.asLong() < detail.found().asLong());
    }

    private static Set<String> surplus(JsonNode these, JsonNode butNotThose, String list) {
        Set<String> names = new TreeSet<>(Json.strings(these.path(list)));
        names.removeAll(Json.strings(butNotThose.path(list)));
        return names;
    }
}
