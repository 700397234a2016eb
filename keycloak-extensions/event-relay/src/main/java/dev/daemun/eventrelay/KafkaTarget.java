package dev.daemun.eventrelay;

import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Properties;
import org.keycloak.Config;

/**
 * A topic in a Kafka. It names no class of Kafka's client, so that it can say in one sentence when that is missing.
 *
 * @param topic by realm
 * @param properties of the client, as Kafka calls them: bootstrap.servers, TLS, SASL
 */
public record KafkaTarget(KafkaTopic topic, Properties properties) {
    /**
     * What the options {@code <prefix>topic} and {@code <prefix>properties} say; the second names a file.
     *
     * @param options what precedes all options of the provider on Keycloak's command line
     * @throws IllegalArgumentException with the sentence that stops Keycloak's start
     */
    public static KafkaTarget of(String options, String prefix, Config.Scope config) {
        KafkaTopic topic = KafkaTopic.of(options + prefix + "topic", config.get(prefix + "topic"));
        return new KafkaTarget(topic, read(options + prefix + "properties", config.get(prefix + "properties")));
    }

    private static Properties read(String option, String file) {
        requireClient(option);
        Properties properties = new Properties();
        try (Reader reader = Files.newBufferedReader(Path.of(file == null ? "" : file))) {
            properties.load(reader);
        } catch (IOException | IllegalArgumentException e) {
            throw new IllegalArgumentException(
                    option + " must be a file that Keycloak can read, with the producer's properties.", e);
        }
        if (properties.getProperty("bootstrap.servers", "").isBlank()) {
            throw new IllegalArgumentException(option + ": the file must name bootstrap.servers.");
        }
        return properties;
    }

    private static void requireClient(String option) {
        try {
            Class.forName("org.apache.kafka.clients.producer.KafkaProducer");
        } catch (ClassNotFoundException e) {
            throw new IllegalArgumentException(
                    option + " needs Kafka's client: put kafka-clients.jar into providers/.", e);
        }
    }
}
