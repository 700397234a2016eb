package dev.daemun.revocationfeed.kafka;

import dev.daemun.eventrelay.Selection;
import dev.daemun.eventrelay.kafka.KafkaTopic;
import dev.daemun.eventrelay.kafka.ProducerProperties;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.stream.Collectors;
import org.keycloak.Config;

/**
 * Where withdrawals go to besides HTTP.
 *
 * @param topic by realm
 * @param properties of the producer
 * @param realms names; empty for all
 */
public record KafkaSettings(KafkaTopic topic, Properties properties, Set<String> realms) {
    private static final String OPTION = "--spi-realm-restapi-extension--revocation-feed--";

    /** What is configured, if anything; a bad option stops Keycloak's start with one sentence. */
    public static Optional<KafkaSettings> of(Config.Scope config) {
        if (config.get("kafka-topic") == null) {
            return Optional.empty();
        }
        try {
            return Optional.of(new KafkaSettings(
                    KafkaTopic.of(OPTION + "kafka-topic", config.get("kafka-topic")),
                    ProducerProperties.read(OPTION + "kafka-properties", config.get("kafka-properties")),
                    Selection.words(config.get("kafka-realms")).collect(Collectors.toUnmodifiableSet())));
        } catch (NoClassDefFoundError e) {
            throw new IllegalArgumentException(
                    OPTION + "kafka-topic needs event-relay: put its jar beside revocation-feed in providers/.", e);
        }
    }

    boolean has(String realm) {
        return realms.isEmpty() || realms.contains(realm);
    }
}
