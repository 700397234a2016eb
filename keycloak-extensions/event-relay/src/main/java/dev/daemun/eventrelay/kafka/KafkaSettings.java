package dev.daemun.eventrelay.kafka;

import dev.daemun.eventrelay.Selection;
import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Properties;
import org.keycloak.Config;

/**
 * Where a Kafka is and which topic events go to.
 *
 * @param topic its name, in which {@code {realm}} stands for the realm's
 * @param properties of the producer, as Kafka calls them: bootstrap.servers, TLS, SASL
 * @param selection which events go there
 */
record KafkaSettings(String name, String topic, Properties properties, Selection selection) {
    private static final String OPTION = "--spi-event-relay--kafka--";
    private static final String REALM = "{realm}";

    /** All that are configured; a bad one stops Keycloak's start with one sentence. */
    static List<KafkaSettings> all(Config.Scope config) {
        return Selection.names(OPTION, config)
                .map(name -> new KafkaSettings(
                        name,
                        topic(name + "-topic", config.get(name + "-topic")),
                        properties(name + "-properties", config.get(name + "-properties")),
                        Selection.of(name, config)))
                .toList();
    }

    /** The topic for a realm. Kafka allows fewer characters in it than Keycloak in a realm's name. */
    String topicFor(String realm) {
        return topic.replace(REALM, realm.replaceAll("[^a-zA-Z0-9._-]", "_"));
    }

    private static String topic(String option, String value) {
        if (value == null || !value.replace(REALM, "x").matches("[a-zA-Z0-9._-]{1,200}")) {
            throw new IllegalArgumentException(
                    OPTION + option + " must be the name of a topic, in which {realm} stands for the realm's.");
        }
        return value;
    }

    private static Properties properties(String option, String file) {
        Properties properties = new Properties();
        try (Reader reader = Files.newBufferedReader(Path.of(file == null ? "" : file))) {
            properties.load(reader);
        } catch (IOException | IllegalArgumentException e) {
            throw new IllegalArgumentException(
                    OPTION + option + " must be a file that Keycloak can read, with the producer's properties.", e);
        }
        if (properties.getProperty("bootstrap.servers", "").isBlank()) {
            throw new IllegalArgumentException(OPTION + option + ": the file must name bootstrap.servers.");
        }
        return properties;
    }
}
