package dev.daemun.eventrelay.kafka;

import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Properties;

/** A producer's properties as Kafka calls them, from a file: bootstrap.servers, TLS, SASL. */
public final class ProducerProperties {
    private ProducerProperties() {}

    /**
     * Reads them. Names no class of Kafka's client, to tell in a sentence of its own when that is missing.
     *
     * @param option whose value the file's name is
     * @throws IllegalArgumentException with the sentence that stops Keycloak's start
     */
    public static Properties read(String option, String file) {
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
