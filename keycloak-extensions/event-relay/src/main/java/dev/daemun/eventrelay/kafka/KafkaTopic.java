package dev.daemun.eventrelay.kafka;

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

    /** The topic for a realm. Kafka allows fewer characters in it than Keycloak in a realm's name. */
    public String nameFor(String realm) {
        return pattern.replace(REALM, realm.replaceAll("[^a-zA-Z0-9._-]", "_"));
    }
}
