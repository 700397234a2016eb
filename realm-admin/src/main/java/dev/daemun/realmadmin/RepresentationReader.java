package dev.daemun.realmadmin;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/** Takes Keycloak's representation of a realm apart, be it of a file or of a partial export of a server. */
final class RepresentationReader {
    private final SortedMap<ObjectName, ObjectNode> objects = new TreeMap<>();
    private final Set<ObjectName> managed = new HashSet<>();
    private final Set<ObjectName> keycloaks = new HashSet<>();
    private final SortedSet<String> notCovered = new TreeSet<>();
    private final ObjectNode realm;
    private final Grants grants;
    private final Flows flows;
    private final boolean isFile;
    private final PolicyDefaults policyDefaults;

    private RepresentationReader(ObjectNode realm, boolean isFile) {
        this.realm = realm;
        this.isFile = isFile;
        grants = new Grants(realm);
        flows = new Flows(realm);
        policyDefaults = new PolicyDefaults(realm);
    }

    /** The realm of the files, with what Keycloak adds to it when it imports them. */
    static RealmObjects readFile(ObjectNode realm) {
        return new RepresentationReader(KeycloakDefaults.under(realm), true).read();
    }

    /** The realm of a server, from its partial export. */
    static RealmObjects readExport(ObjectNode realm) {
        return new RepresentationReader(realm, false).read();
    }

    /** The same, to be compared with these files: what an upgrade of Keycloak added to the realm is Keycloak's own. */
    static RealmObjects readExport(ObjectNode realm, RealmObjects files) {
        return ScopeOfAnUpgrade.setAside(readExport(realm), files);
    }

    private RealmObjects read() {
        readRoles();
        realm.path("groups").forEach(group -> readGroup("", group));
        readClientScopes();
        readClients();
        readIdentityProviders();
        readFlows();
        AdminPolicies adminPolicies = new AdminPolicies(realm);
        adminPolicies
                .all()
                .forEach(policy -> addMarked(
                        AdminPolicies.kind(policy),
                        policy.path("name").asText(),
                        policy,
                        adminPolicies.content(policy),
                        false));
        readOthers();
        add(Kind.REALM, "", RealmSettings.of(realm, notCovered));
        return new RealmObjects(objects, managed, keycloaks, notCovered);
    }

    private ObjectName add(Kind kind, String name, JsonNode content) {
        ObjectName key = new ObjectName(kind, name);
        objects.put(key, (ObjectNode) Json.canonical(content));
        return key;
    }

    /** Adds an object that may carry the mark. */
    private void addMarked(Kind kind, String name, JsonNode object, ObjectNode content, boolean keycloaksOwn) {
        boolean marked = Managed.isMarked(object);
        Managed.unmark(content);
        ObjectName key = add(kind, name, content);
        if (marked) {
            managed.add(key);
        }
        if (keycloaksOwn) {
            keycloaks.add(key);
        }
    }

    private void readRoles() {
        String defaultRole = RealmSettings.defaultRole(realm);
        for (ObjectNode role : Json.objects(realm.path("roles").path("realm"))) {
            String name = role.path("name").asText();
            ObjectNode content = role(role);
            if (name.equals(defaultRole)) {
                // The files and the export each say it elsewhere.
                content.remove("description");
                if (isFile) {
                    Set<String> contained = Json.strings(content.path("roles").path("realm"));
                    contained.addAll(rolesThatKeycloakAdds());
                    content.withObject("/roles").set("realm", Json.array(contained));
                }
            }
            addMarked(
                    Kind.ROLE, name, role, content, name.equals(defaultRole) || KeycloakDefaults.ROLES.contains(name));
        }
        realm.path("roles")
                .path("client")
                .properties()
                .forEach(client -> Json.objects(client.getValue())
                        .forEach(role -> addMarked(
                                Kind.CLIENT_ROLE,
                                client.getKey() + "/" + role.path("name").asText(),
                                role,
                                role(role),
                                KeycloakDefaults.CLIENTS.contains(client.getKey()))));
    }

    /** Keycloak gives its own roles to everybody when it makes them, and leaves them as they are where the files do. */
    private Set<String> rolesThatKeycloakAdds() {
        Set<String> added = new HashSet<>(KeycloakDefaults.ROLES);
        realm.path("roles")
                .path("realm")
                .forEach(role -> added.remove(role.path("name").asText()));
        return added;
    }

    private static ObjectNode role(ObjectNode role) {
        ObjectNode content = Json.object();
        content.set("description", role.path("description"));
        content.set("attributes", role.path("attributes").deepCopy());
        content.set("roles", role.path("composites").deepCopy());
        return content;
    }

    private void readGroup(String parent, JsonNode group) {
        String path = parent + "/" + group.path("name").asText();
        ObjectNode content = Json.object();
        content.set("description", group.path("description"));
        content.set("attributes", group.path("attributes").deepCopy());
        content.set("roles", Grants.of(group.path("realmRoles"), group.path("clientRoles")));
        addMarked(Kind.GROUP, path, group, content, false);
        group.path("subGroups").forEach(inner -> readGroup(path, inner));
    }

    private void readClientScopes() {
        for (ObjectNode scope : Json.objects(realm.path("clientScopes"))) {
            String name = scope.path("name").asText();
            if (name.equals(RealmLock.NAME)) {
                continue;
            }
            ObjectNode content = Json.object();
            content.set("description", scope.path("description"));
            content.put("protocol", scope.path("protocol").asText("openid-connect"));
            content.set("attributes", Json.ofStrings(scope.path("attributes")));
            content.set("mappers", Mappers.of(scope.path("protocolMappers")));
            content.set("roles", grants.ofClientScope(name));
            addMarked(Kind.CLIENT_SCOPE, name, scope, content, name.equals(KeycloakDefaults.OFFLINE_SCOPE));
        }
    }

    private void readClients() {
        for (ObjectNode client : Json.objects(realm.path("clients"))) {
            String clientId = client.path("clientId").asText();
            if (isFile && clientId.equals(AdminPolicies.CLIENT)) {
                // There for its policies, which are objects of their own.
                continue;
            }
            ObjectNode content =
                    ClientContent.of(client, flows, isFile ? policyDefaults.ofClient(clientId) : Json.object());
            if (isFile && !client.has("protocolMappers")) {
                content.set("mappers", Json.over(KeycloakDefaults.mappersOf(clientId), content.path("mappers")));
            }
            inherit(content, "defaultClientScopes", "defaultDefaultClientScopes");
            inherit(content, "optionalClientScopes", "defaultOptionalClientScopes");
            content.set("roles", grants.ofClient(clientId));
            content.set("serviceAccountRoles", grants.ofServiceAccount(clientId));
            addMarked(Kind.CLIENT, clientId, client, content, KeycloakDefaults.CLIENTS.contains(clientId));
        }
    }

    /** A client that names no scopes is given the realm's. */
    private void inherit(ObjectNode client, String scopes, String realmsScopes) {
        if (!client.has(scopes)) {
            client.set(scopes, realm.path(realmsScopes).deepCopy());
        }
    }

    private void readIdentityProviders() {
        for (ObjectNode provider : Json.objects(realm.path("identityProviders"))) {
            String alias = provider.path("alias").asText();
            ObjectNode content = Json.over(KeycloakDefaults.IDENTITY_PROVIDER, provider);
            content.remove(List.of("alias", "id", "internalId", "types", "updateProfileFirstLoginMode"));
            content.set("config", Json.ofStrings(provider.path("config")));
            Flows.finish(content, "firstBrokerLoginFlowAlias");
            Flows.finish(content, "postBrokerLoginFlowAlias");
            ObjectNode mappers = content.putObject("mappers");
            for (ObjectNode mapper : Json.objects(realm.path("identityProviderMappers"))) {
                if (mapper.path("identityProviderAlias").asText().equals(alias)) {
                    ObjectNode one = mappers.putObject(mapper.path("name").asText());
                    one.set("identityProviderMapper", mapper.path("identityProviderMapper"));
                    one.set("config", Json.ofStrings(mapper.path("config")));
                }
            }
            addMarked(Kind.IDENTITY_PROVIDER, alias, provider, content, false);
        }
    }

    private void readFlows() {
        flows.contents().forEach((alias, content) -> {
            ObjectName key = add(Kind.FLOW, alias, content);
            if (flows.isBuiltIn(alias)) {
                keycloaks.add(key);
            }
        });
    }

    private void readOthers() {
        for (ObjectNode action : Json.objects(realm.path("requiredActions"))) {
            ObjectNode content = action.deepCopy();
            content.remove("alias");
            content.set("config", Json.ofStrings(action.path("config")));
            keycloaks.add(add(Kind.REQUIRED_ACTION, action.path("alias").asText(), content));
        }
        realm.path("localizationTexts").properties().forEach(texts -> {
            if (!texts.getValue().isEmpty()) {
                add(Kind.LOCALISATION, texts.getKey(), texts.getValue());
            }
        });
        named(Kind.CLIENT_PROFILE, realm.path("clientProfiles").path("profiles"));
        named(Kind.CLIENT_POLICY, realm.path("clientPolicies").path("policies"));
        realm.path("components").properties().forEach(components -> {
            if (components.getKey().equals(UserProfile.COMPONENT)) {
                UserProfile.of(components.getValue()).ifPresent(profile -> add(Kind.USER_PROFILE, "", profile));
            } else {
                String type = components.getKey();
                notCovered.add("components of the type " + type.substring(type.lastIndexOf('.') + 1));
            }
        });
    }

    private void named(Kind kind, JsonNode list) {
        for (ObjectNode one : Json.objects(list)) {
            ObjectNode content = one.deepCopy();
            content.remove("name");
            ObjectName key = add(kind, one.path("name").asText(), content);
            if (key.name().endsWith(Flows.STAGED)) {
                // An apply that was cut off has left it.
                managed.add(key);
            }
        }
    }
}
