package dev.daemun.eventrelay.kafka;

import dev.daemun.eventrelay.Selection;
import java.util.List;
import java.util.Properties;
import org.keycloak.Config;

/**
 * Where a Kafka is and what goes there.
 *
 * @param topic that events go to
 * @param properties of the producer, as Kafka calls them: bootstrap.servers, TLS, SASL
 * @param selection which events go there
 */
record KafkaSettings(String name, KafkaTopic topic, Properties properties, Selection selection) {
    private static final String OPTION = "--spi-event-relay--kafka--";

    /** All that are configured; a bad one stops Keycloak's start with one sentence. */
    static List<KafkaSettings> all(Config.Scope config) {
        return Selection.names(OPTION, config)
                .map(name -> new KafkaSettings(
                        name,
                        KafkaTopic.of(OPTION + name + "-topic", config.get(name + "-topic")),
                        ProducerProperties.read(OPTION + name + "-properties", config.get(name + "-properties")),
                        Selection.of(name, config)))
                .toList();
    }
}
