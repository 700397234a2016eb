package dev.daemun.realmadmin;

import com.fasterxml.jackson.databind.JsonNode;

/** The steps of a flow as a person reads them: one line each, and what is inside another one further to the right. */
final class FlowText {
    private FlowText() {}

    static boolean isSteps(JsonNode value) {
        return value.isArray() && !value.isEmpty() && value.get(0).has("requirement");
    }

    static String of(JsonNode steps) {
        StringBuilder text = new StringBuilder();
        append(text, "\n        ", steps);
        return text.toString();
    }

    private static void append(StringBuilder text, String indent, JsonNode steps) {
        for (JsonNode step : steps) {
            text.append(indent)
                    .append(step.path("requirement").asText())
                    .append(' ')
                    .append(step.path(step.has("flow") ? "flow" : "authenticator")
                            .asText());
            if (step.has("config")) {
                text.append(' ').append(step.path("config"));
            }
            append(text, indent + "  ", step.path("steps"));
        }
    }
}
