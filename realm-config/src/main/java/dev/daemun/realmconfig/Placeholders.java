package dev.daemun.realmconfig;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Fills in {@code ${DAEMUN_NAME}} and {@code ${DAEMUN_NAME:default}} inside the strings of a parsed JSON tree, so that
 * no value can leave its string. Other {@code ${...}}, such as Keycloak's message keys, stay as they are.
 */
record Placeholders(Variables variables, List<String> problems) {
    private static final Pattern PLACEHOLDER = Pattern.compile("\\$\\{(DAEMUN_[A-Z0-9_]+)(?::([^}]*))?}");

    JsonNode fillIn(JsonNode node) {
        if (node instanceof ObjectNode object) {
            object.properties().forEach(property -> property.setValue(fillIn(property.getValue())));
        } else if (node instanceof ArrayNode array) {
            for (int i = 0; i < array.size(); i++) {
                array.set(i, fillIn(array.get(i)));
            }
        } else if (node.isTextual()) {
            return JsonNodeFactory.instance.textNode(
                    PLACEHOLDER.matcher(node.textValue()).replaceAll(this::value));
        }
        return node;
    }

    private String value(MatchResult placeholder) {
        try {
            return Matcher.quoteReplacement(variables.value(placeholder.group(1), placeholder.group(2)));
        } catch (UnfitVariableException e) {
            problems.add(e.getMessage());
            return "";
        }
    }
}
