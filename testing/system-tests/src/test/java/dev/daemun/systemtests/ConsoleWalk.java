package dev.daemun.systemtests;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.function.Supplier;

/** Somebody in the admin console who opens a page, changes one thing there, and saves it, at random. */
final class ConsoleWalk {
    /** What ties objects together or is a secret, and what the console shows and does not let anybody change. */
    private static final Set<String> FIXED = Set.of(
            "id",
            "realm",
            "alias",
            "name",
            "clientId",
            "containerId",
            "internalId",
            "providerId",
            "protocol",
            "protocolMapper",
            "identityProviderMapper",
            "identityProviderAlias",
            "protocolMappers",
            "path",
            "subGroupCount",
            "access",
            "secret",
            "clientSecret",
            "adminKey",
            "notBefore",
            "nodeReRegistrationTimeout",
            "bearerOnly",
            "defaultRole",
            "defaultGroups",
            "daemun.managed");

    /** Of Keycloak's own, which the files do not state. */
    private static final Set<String> KEYCLOAKS =
            Set.of("admin-permissions", "broker", "realm-management", "offline_access", "uma_authorization");

    private final AdministeredRealm realm;
    private final Random random;
    private final List<Supplier<Set<String>>> pages;
    private String last = "";

    ConsoleWalk(AdministeredRealm realm, Random random) {
        this.realm = realm;
        this.random = random;
        pages = List.of(
                () -> change(new ConsolePage(realm, "realm", "", "")),
                this::changeClient,
                () -> change(mapper(client(), "/protocol-mappers/models")),
                () -> change(role()),
                () -> change(group()),
                () -> change(scope()),
                () -> change(mapper(scope(), "/protocol-mappers/models")),
                () -> change(provider()),
                () -> change(mapper(provider(), "/mappers")),
                () -> change(requiredAction()),
                () -> change(new ConsolePage(realm, "user profile", "", "/users/profile")),
                this::changeFlow);
    }

    /** The lines that a plan has to have after a change; none where Keycloak did not take it. */
    Set<String> change() {
        last = "";
        return pages.get(random.nextInt(pages.size())).get();
    }

    /** What was changed last. */
    @Override
    public String toString() {
        return last;
    }

    private ConsolePage client() {
        return one("client", "/clients", "clientId", "/clients/");
    }

    private ConsolePage role() {
        return one("role", "/roles", "name", "/roles-by-id/");
    }

    private ConsolePage group() {
        return one("group", "/groups", "path", "/groups/");
    }

    private ConsolePage scope() {
        return one("client scope", "/client-scopes", "name", "/client-scopes/");
    }

    /** One of those in a list, which has its address by its id. */
    private ConsolePage one(String what, String list, String name, String path) {
        JsonNode found = oneOf(list, name);
        return new ConsolePage(
                realm,
                what + " " + found.path(name).asText(),
                "",
                path + found.path("id").asText());
    }

    private ConsolePage provider() {
        String alias =
                oneOf("/identity-provider/instances", "alias").path("alias").asText();
        return new ConsolePage(
                realm, "identity provider " + alias, "", "/identity-provider/instances/" + encoded(alias));
    }

    private ConsolePage requiredAction() {
        String alias =
                oneOf("/authentication/required-actions", "alias").path("alias").asText();
        return new ConsolePage(
                realm, "required action " + alias, "", "/authentication/required-actions/" + encoded(alias));
    }

    /** A mapper of what that page shows, or the page where it has none. */
    private ConsolePage mapper(ConsolePage owner, String list) {
        JsonNode mappers = ConsolePage.list(realm, owner.path() + list);
        if (mappers.isEmpty()) {
            return owner;
        }
        JsonNode mapper = mappers.get(random.nextInt(mappers.size()));
        return new ConsolePage(
                realm,
                owner.object(),
                "mappers/" + mapper.path("name").asText() + "/",
                owner.path() + list + "/" + mapper.path("id").asText());
    }

    /** A service account comes with Keycloak's default role, and goes with all its roles. */
    private Set<String> changeClient() {
        ConsolePage client = client();
        Set<String> lines = change(client);
        if (lines.contains(client.object() + ": serviceAccountsEnabled changed")) {
            lines.add(client.object() + ": serviceAccountRoles changed");
        }
        return lines;
    }

    private Set<String> changeFlow() {
        String flow = oneOf("/authentication/flows", "alias").path("alias").asText();
        String path = "/authentication/flows/" + encoded(flow) + "/executions";
        List<JsonNode> steps = new ArrayList<>();
        for (JsonNode step : ConsolePage.list(realm, path)) {
            if (step.path("requirementChoices").size() > 1) {
                steps.add(step);
            }
        }
        if (steps.isEmpty()) {
            return Set.of();
        }
        ObjectNode step = (ObjectNode) steps.get(random.nextInt(steps.size()));
        String before = step.path("requirement").asText();
        JsonNode choices = step.path("requirementChoices");
        String after = choices.get(random.nextInt(choices.size())).asText();
        last = flow + ": " + step.path("displayName").asText() + " from " + before + " to " + after;
        new ConsolePage(realm, "", "", path).write(step.put("requirement", after));
        return before.equals(after) ? Set.of() : Set.of("flow " + flow + ": steps changed");
    }

    private Set<String> change(ConsolePage page) {
        return page.save(shown -> last = page + ": " + changed(shown));
    }

    private JsonNode oneOf(String path, String name) {
        List<JsonNode> all = new ArrayList<>();
        for (JsonNode one : ConsolePage.list(realm, path)) {
            String called = one.path(name).asText();
            if (!KEYCLOAKS.contains(called) && !called.startsWith("default-roles-")) {
                all.add(one);
            }
        }
        return all.get(random.nextInt(all.size()));
    }

    private static String encoded(String name) {
        return URLEncoder.encode(name, StandardCharsets.UTF_8).replace("+", "%20");
    }

    /** Changes one member somewhere inside, and says which. */
    private String changed(ObjectNode object) {
        List<String> names = new ArrayList<>();
        object.properties().forEach(member -> {
            if (!FIXED.contains(member.getKey()) && !member.getValue().isNull()) {
                names.add(member.getKey());
            }
        });
        if (names.isEmpty()) {
            return "nothing";
        }
        String name = names.get(random.nextInt(names.size()));
        JsonNode value = object.path(name);
        if (value instanceof ObjectNode inner && !inner.isEmpty()) {
            return name + "/" + changed(inner);
        }
        if (value instanceof ArrayNode list) {
            return name + "/" + changed(list);
        }
        if (value.isBoolean()) {
            object.put(name, !value.asBoolean());
        } else if (value.isNumber()) {
            object.put(name, 1 + random.nextInt(1000));
        } else if (value.isTextual()) {
            object.put(name, text(value.asText()));
        }
        return name + " from " + value + " to " + object.path(name);
    }

    private String changed(ArrayNode list) {
        if (!list.isEmpty() && list.get(0) instanceof ObjectNode) {
            int one = random.nextInt(list.size());
            return one + "/" + changed((ObjectNode) list.get(one));
        }
        if (!list.isEmpty() && random.nextBoolean()) {
            return "without " + list.remove(random.nextInt(list.size()));
        }
        String added = text(list.isEmpty() ? "" : list.get(0).asText());
        list.add(added);
        return "with " + added;
    }

    private String text(String before) {
        int number = 1 + random.nextInt(1000);
        if (before.equals("true") || before.equals("false")) {
            return String.valueOf(before.equals("false"));
        }
        if (before.matches("\\d+")) {
            return String.valueOf(number);
        }
        return before.contains("/") ? "https://by-hand-" + number + ".example.com/" : "by hand " + number;
    }
}
