package dev.daemun.realmadmin;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.daemun.realmconfig.RealmConfig;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * Puts variables in the place of secrets, and writes every other text so that nothing in it is taken for a variable.
 *
 * @param variables collects their names
 */
record ExportedSecrets(Set<String> variables) {
    /** One of the realm's texts may well be called "password". */
    private static final List<String> TEXTS = List.of("localizationTexts");

    private static final String VAULT = "${vault.";

    JsonNode in(ObjectNode realm) {
        return in(List.of(), "", realm);
    }

    private JsonNode in(List<String> owner, String member, JsonNode node) {
        if (node instanceof ObjectNode object) {
            List<String> inner = inner(owner, member, object);
            ObjectNode copy = Json.object();
            object.properties().forEach(one -> copy.set(one.getKey(), in(inner, one.getKey(), one.getValue())));
            return copy;
        }
        if (node instanceof ArrayNode array) {
            ArrayNode copy = JsonNodeFactory.instance.arrayNode();
            array.forEach(one -> copy.add(in(owner, member, one)));
            return copy;
        }
        if (!node.isTextual() || node.asText().isEmpty()) {
            return node;
        }
        boolean isSecret = !owner.equals(TEXTS)
                && Secrets.isSecret(List.of(member), node)
                && !node.asText().startsWith(VAULT);
        String text = isSecret ? "${" + variable(owner, member) + "}" : RealmConfig.written(member, node.asText());
        return JsonNodeFactory.instance.textNode(text);
    }

    private static List<String> inner(List<String> owner, String member, ObjectNode object) {
        if (owner.equals(TEXTS) || member.equals("localizationTexts")) {
            return TEXTS;
        }
        List<String> inner = new ArrayList<>(owner);
        if (!member.equals("config")) {
            name(object).ifPresent(inner::add);
        }
        return List.copyOf(inner);
    }

    private static Optional<String> name(ObjectNode object) {
        if (object.path("clientId").isTextual()) {
            return Optional.of(object.path("clientId").asText());
        }
        if (object.path("alias").isTextual()) {
            // An issued secret may be as short as its provider likes.
            return Optional.of(object.path("alias").asText() + (object.has("providerId") ? "_PROVIDER" : ""));
        }
        return Optional.ofNullable(object.path("name").textValue());
    }

    private String variable(List<String> owner, String member) {
        String of = owner.isEmpty() ? "SMTP" : String.join("_", owner);
        String what = owner.size() == 1 && member.equals("secret") ? "client_secret" : member;
        String name = ("DAEMUN_" + of + "_" + what.replaceAll("([a-z])([A-Z])", "$1_$2"))
                .toUpperCase(Locale.ROOT)
                .replaceAll("[^A-Z0-9]+", "_");
        // Its end decides how its value is checked.
        String whole = name.matches(".*_(SECRET|PASSWORD|KEY)") ? name : name + "_SECRET";
        // Different names may become the same one in capitals.
        for (int number = 2; !variables.add(whole); number++) {
            whole = name.replaceFirst("(_(SECRET|PASSWORD|KEY))?$", "_" + number + "$1");
            whole = whole.matches(".*_(SECRET|PASSWORD|KEY)") ? whole : whole + "_SECRET";
        }
        return whole;
    }
}
