package dev.daemun.realmadmin;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.daemun.realmconfig.RealmConfig;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.keycloak.admin.client.Keycloak;

/**
 * The files of a realm that somebody made in the console, as {@code realm-config} joins them. They contain no secret and no
 * id, and nothing that Keycloak would set by itself.
 */
public final class RealmExport {
    /** Which file says what; the rest is in the settings. */
    private static final Map<String, List<String>> FILES = new LinkedHashMap<>(Map.of(
            "texts.json", List.of("localizationTexts"),
            "mail.json", List.of("smtpServer"),
            "policies.json", List.of("clientProfiles", "clientPolicies"),
            "roles.json", List.of("defaultRole", "roles"),
            "groups.json", List.of("groups", "defaultGroups"),
            "scopes.json", List.of("defaultDefaultClientScopes", "defaultOptionalClientScopes", "clientScopes"),
            "clients.json", List.of("clients", "users", "scopeMappings", "clientScopeMappings"),
            "flows.json", List.of("authenticationFlows", "authenticatorConfig", "requiredActions"),
            "providers.json", List.of("identityProviders", "identityProviderMappers"),
            "components.json", List.of("components")));

    private final SortedMap<String, String> texts = new TreeMap<>();
    private final SortedSet<String> variables;

    private RealmExport(SortedMap<String, ObjectNode> files, SortedSet<String> variables) {
        files.forEach((name, content) -> texts.put(name, content.toPrettyString() + "\n"));
        this.variables = variables;
    }

    /**
     * Reads a running realm.
     *
     * @param keycloak has the right {@code manage-realm} in the realm
     * @param url Keycloak's address, without a slash at its end
     * @throws RealmAdminException when an apply was cut off and has to be ended first
     */
    public static RealmExport of(Keycloak keycloak, String url, String realm) {
        return of(new RealmServer(keycloak, url, realm).export());
    }

    static RealmExport of(ObjectNode server) {
        if (FlowReplacement.isUnfinished(server)) {
            throw new RealmAdminException(
                    "An apply was cut off and has left half of a flow: run apply once more first.");
        }
        ObjectNode realm = WithoutServersOwn.of(server);
        WithoutDefaults.takeFrom(realm);
        nameForFiles(realm);
        SortedMap<String, ObjectNode> files = new TreeMap<>();
        UserProfile.text(realm.path("components").path(UserProfile.COMPONENT).path(0))
                .ifPresent(text -> {
                    ((ObjectNode) realm.path("components")).remove(UserProfile.COMPONENT);
                    files.put("user-profile.json", (ObjectNode)
                            Json.parse(RealmConfig.written(UserProfile.MEMBER, text), "The user profile"));
                });
        SortedSet<String> variables = new TreeSet<>();
        ObjectNode written = (ObjectNode) new ExportedSecrets(variables).in(realm);
        FILES.forEach((file, members) -> {
            ObjectNode piece = Json.object();
            members.forEach(member -> {
                JsonNode value = written.remove(member);
                if (value != null && !Json.isVoid(value)) {
                    piece.set(member, value);
                }
            });
            if (!piece.isEmpty()) {
                files.put(file, piece);
            }
        });
        files.put("settings.json", written);
        return new RealmExport(files, variables);
    }

    /** A flow that can be bound keeps its name, since an apply would make another flow of another name. */
    private static void nameForFiles(ObjectNode realm) {
        for (ObjectNode flow : Json.objects(realm.path("authenticationFlows"))) {
            if (!flow.path("topLevel").asBoolean()) {
                nameForFiles(flow, "alias");
            }
            for (ObjectNode step : Json.objects(flow.path("authenticationExecutions"))) {
                nameForFiles(step, "flowAlias");
                nameForFiles(step, "authenticatorConfig");
            }
        }
        Json.objects(realm.path("authenticatorConfig")).forEach(config -> nameForFiles(config, "alias"));
    }

    private static void nameForFiles(ObjectNode object, String member) {
        if (object.has(member)) {
            object.put(member, RealmConfig.flowName(object.path(member).asText()));
        }
    }

    /** Each file's text by its name. */
    public SortedMap<String, String> texts() {
        return texts;
    }

    /** The variables that stand in the place of secrets. */
    public SortedSet<String> variables() {
        return variables;
    }
}
