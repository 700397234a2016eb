package dev.daemun.eventrelay;

import java.nio.charset.StandardCharsets;
import java.util.Locale;

/**
 * Which topic something of a realm goes to.
 *
 * @param pattern the topic's name, in which {@code {realm}} stands for the realm's
 */
public record KafkaTopic(String pattern) {
    private static final String REALM = "{realm}";

    /**
     * What an option says.
     *
     * @throws IllegalArgumentException with the sentence that stops Keycloak's start, where it is no topic's name
     */
    public static KafkaTopic of(String option, String value) {
        if (value == null || !value.replace(REALM, "x").matches("[a-zA-Z0-9._-]{1,200}")) {
            throw new IllegalArgumentException(
                    option + " must be the name of a topic, in which {realm} stands for the realm's.");
        }
        return new KafkaTopic(value);
    }

    /**
     * The topic for a realm. Kafka allows fewer characters in a topic's name than Keycloak in a realm's, so everything but
     * letters, digits and hyphens is written as {@code _} and the hexadecimal of its UTF-8 bytes: {@code my realm} becomes
     * {@code my_20realm}. The underscore and the dot are among them, the one because two realms must never share a topic,
     * the other because Kafka takes both for the same in the names of its metrics.
     */
    public String nameFor(String realm) {
        return pattern.replace(REALM, escaped(realm));
    }

    /** Whether each realm has a topic of its own. */
    public boolean isOnePerRealm() {
        return pattern.contains(REALM);
    }

    private static String escaped(String realm) {
        StringBuilder escaped = new StringBuilder();
        for (byte one : realm.getBytes(StandardCharsets.UTF_8)) {
            char character = (char) one;
            if (String.valueOf(character).matches("[a-zA-Z0-9-]")) {
                escaped.append(character);
            } else {
                escaped.append(String.format(Locale.ROOT, "_%02X", one));
            }
        }
        return escaped.toString();
    }
}
