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
 * Fills in {@code ${DAEMUN_NAME}} and {@code ${DAEMUN_NAME:default}} inside the strings of a parsed JSON tree, so that no
 * value can leave its string. Every other {@code ${...}} is a problem, unless Keycloak fills it in itself: as the value of a
 * secret its text would be a secret that everyone can read. A second dollar sign in front says that the text is meant.
 */
record Placeholders(Variables variables, Sources sources, List<String> problems) {
    // The closing brace may be missing: what looks like a placeholder to its author must not pass for a value.
    private static final Pattern PLACEHOLDER = Pattern.compile("\\$?\\$\\{([^}]*)}?");
    private static final Pattern VARIABLE = Pattern.compile("\\$\\{(DAEMUN_[A-Z0-9_]+)(?::([^}]*))?}");

    JsonNode fillIn(JsonNode node) {
        return fillIn("", node);
    }

    private JsonNode fillIn(String member, JsonNode node) {
        if (node instanceof ObjectNode object) {
            object.properties().forEach(property -> property.setValue(fillIn(property.getKey(), property.getValue())));
        } else if (node instanceof ArrayNode array) {
            for (int i = 0; i < array.size(); i++) {
                array.set(i, fillIn(member, array.get(i)));
            }
        } else if (node.isTextual()) {
            return JsonNodeFactory.instance.textNode(PLACEHOLDER
                    .matcher(node.textValue())
                    .replaceAll(placeholder -> Matcher.quoteReplacement(
                            // The author has said with a second dollar sign that this is none.
                            placeholder.group().startsWith("$$")
                                    ? placeholder.group().substring(1)
                                    : value(member, sources.of(node), placeholder))));
        }
        return node;
    }

    /** The text with a second dollar sign wherever it would be taken for a variable, or refused. */
    static String written(String member, String text) {
        return PLACEHOLDER
                .matcher(text)
                .replaceAll(placeholder -> Matcher.quoteReplacement(
                        !placeholder.group().startsWith("$$")
                                        && KeycloakPlaceholders.areFilledIn(member, placeholder.group(1))
                                ? placeholder.group()
                                : "$" + placeholder.group()));
    }

    private String value(String member, String place, MatchResult placeholder) {
        Matcher variable = VARIABLE.matcher(placeholder.group());
        if (!variable.matches()) {
            if (!KeycloakPlaceholders.areFilledIn(member, placeholder.group(1))) {
                problems.add(
                        place + ": " + placeholder.group() + ", the value of \"" + member
                                + "\", would be taken literally: only"
                                + " variables whose names begin with DAEMUN_ are filled in. Write $${ where the text is meant.");
            }
            return placeholder.group();
        }
        try {
            return variables.value(variable.group(1), variable.group(2));
        } catch (UnfitVariableException e) {
            problems.add(e.getMessage());
            return "";
        }
    }
}
