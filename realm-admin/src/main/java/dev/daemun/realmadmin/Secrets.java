package dev.daemun.realmadmin;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.util.List;
import java.util.regex.Pattern;

/** Tells which values are secrets. They are never printed, and not compared: Keycloak does not say them, and they are rotated. */
final class Secrets {
    /** What Keycloak answers in place of a secret (ComponentRepresentation.SECRET_VALUE). */
    static final String MASK = "**********";

    private static final Pattern NAME =
            Pattern.compile("(?i)(.*[._-])?(secret|.*client.?secret|password|passphrase|.*(admin|private|api).?key)");

    private Secrets() {}

    static boolean isSecret(List<String> path, JsonNode value) {
        String name = path.isEmpty() ? "" : path.get(path.size() - 1);
        return value.isTextual()
                && (value.textValue().equals(MASK) || NAME.matcher(name).matches());
    }

    /** The tree as it may be shown. */
    static JsonNode masked(List<String> path, JsonNode value) {
        if (isSecret(path, value)) {
            return JsonNodeFactory.instance.textNode(MASK);
        }
        if (value.isObject()) {
            var copy = Json.object();
            value.properties()
                    .forEach(member -> copy.set(member.getKey(), masked(List.of(member.getKey()), member.getValue())));
            return copy;
        }
        if (value.isArray()) {
            var copy = JsonNodeFactory.instance.arrayNode();
            value.forEach(one -> copy.add(masked(path, one)));
            return copy;
        }
        return value;
    }
}
