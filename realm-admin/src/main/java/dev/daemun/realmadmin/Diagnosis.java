package dev.daemun.realmadmin;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;

/**
 * What is unsafe in a realm or will break.
 *
 * @param notChecked what this account may not look at
 */
public record Diagnosis(List<Finding> findings, List<String> notChecked) {
    /** Whether nothing was found. */
    public boolean isHealthy() {
        return findings.isEmpty();
    }

    /** As a person reads it: where, why, and under it the mend. */
    public String text() {
        StringBuilder text = new StringBuilder();
        findings.forEach(finding -> text.append("! ")
                .append(finding.where())
                .append(": ")
                .append(finding.reason())
                .append(".\n    ")
                .append(finding.mend())
                .append(".\n"));
        if (findings.isEmpty()) {
            text.append("Nothing is unsafe.\n");
        }
        if (!notChecked.isEmpty()) {
            text.append("Not looked at, because this account may not: ")
                    .append(String.join(", ", notChecked))
                    .append(".\n");
        }
        return text.toString();
    }

    /** As a machine reads it. */
    public JsonNode json() {
        ObjectNode json = Json.object();
        ArrayNode list = json.putArray("findings");
        findings.forEach(finding -> list.addObject()
                .put("where", finding.where())
                .put("reason", finding.reason())
                .put("mend", finding.mend()));
        json.set("notChecked", Json.array(notChecked));
        return json;
    }
}
