package dev.daemun.realmadmin;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;

/** What differs between the realm's files and a server. Neither of its forms contains a secret. */
public final class Plan {
    private final List<Difference> differences;
    private final SortedSet<String> notCovered;

    Plan(List<Difference> differences, SortedSet<String> notCovered) {
        this.differences = List.copyOf(differences);
        this.notCovered = notCovered;
    }

    List<Difference> differences() {
        return differences;
    }

    /** Whether the server has what the files say, and nothing else. */
    public boolean isEmpty() {
        return differences.isEmpty();
    }

    /**
     * One line for each member that differs, sorted: kind, name, and what is to happen, such as {@code client
     * sample-web-app: redirectUris changed}.
     */
    public SortedSet<String> summary() {
        SortedSet<String> lines = new TreeSet<>();
        for (Difference difference : differences) {
            switch (difference.what()) {
                case MISSING -> lines.add(difference.name() + ": missing");
                case LEFT_OVER -> lines.add(difference.name() + ": left over");
                case FOREIGN -> lines.add(difference.name() + ": foreign");
                case CHANGED ->
                    difference
                            .details()
                            .forEach(detail ->
                                    lines.add(difference.name() + ": " + String.join("/", detail.path()) + " changed"));
            }
        }
        return lines;
    }

    /** As a person reads it. */
    public String text() {
        StringBuilder text = new StringBuilder();
        for (Difference difference : differences) {
            switch (difference.what()) {
                case MISSING -> text.append("+ ").append(difference.name()).append('\n');
                case LEFT_OVER ->
                    text.append("- ")
                            .append(difference.name())
                            .append(" (the files made it and no longer have it: apply --prune deletes it)\n");
                case FOREIGN ->
                    text.append("? ")
                            .append(difference.name())
                            .append(" (not in the files, and made by somebody else: nothing here changes it)\n");
                case CHANGED -> {
                    text.append("~ ").append(difference.name()).append('\n');
                    difference
                            .details()
                            .forEach(detail -> text.append("    ")
                                    .append(String.join("/", detail.path()))
                                    .append(": ")
                                    .append(shown(detail.path(), detail.found()))
                                    .append(FlowText.isSteps(detail.found()) ? "\n      ->" : " -> ")
                                    .append(shown(detail.path(), detail.wanted()))
                                    .append('\n'));
                }
            }
        }
        if (differences.isEmpty()) {
            text.append("The server has what the files say.\n");
        }
        return text.append("Not compared: ")
                .append(String.join(", ", notCovered))
                .append(".\n")
                .toString();
    }

    /** As a machine reads it. */
    public JsonNode json() {
        ObjectNode json = Json.object();
        ArrayNode list = json.putArray("differences");
        for (Difference difference : differences) {
            ObjectNode one = list.addObject()
                    .put("kind", difference.name().kind().toString())
                    .put("name", difference.name().name())
                    .put("what", difference.what().name().toLowerCase(java.util.Locale.ROOT));
            ArrayNode details = one.putArray("details");
            for (Detail detail : difference.details()) {
                ObjectNode member = details.addObject();
                member.set("path", Json.array(detail.path()));
                set(member, "found", detail.path(), detail.found());
                set(member, "wanted", detail.path(), detail.wanted());
            }
        }
        json.set("notCompared", Json.array(notCovered));
        return json;
    }

    private static void set(ObjectNode member, String name, List<String> path, JsonNode value) {
        if (!value.isMissingNode()) {
            member.set(name, Secrets.masked(path, value));
        }
    }

    private static String shown(List<String> path, JsonNode value) {
        if (value.isMissingNode()) {
            return "nothing";
        }
        JsonNode masked = Secrets.masked(path, value);
        return FlowText.isSteps(masked) ? FlowText.of(masked) : masked.toString();
    }
}
