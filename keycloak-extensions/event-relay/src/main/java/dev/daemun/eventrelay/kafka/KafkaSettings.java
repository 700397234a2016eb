package dev.daemun.eventrelay.kafka;

import dev.daemun.eventrelay.KafkaTarget;
import dev.daemun.eventrelay.Selection;
import java.util.List;
import org.keycloak.Config;

/**
 * One Kafka and what is delivered there.
 *
 * @param name under which its cursor is stored
 */
record KafkaSettings(String name, KafkaTarget target, Selection selection) {
    private static final String OPTIONS = "--spi-event-relay--kafka--";

    /** All that are configured; a bad option stops Keycloak's start with one sentence. */
    static List<KafkaSettings> all(Config.Scope config) {
        return Selection.names(OPTIONS, config)
                .map(name -> new KafkaSettings(
                        name, KafkaTarget.of(OPTIONS, name + "-", config), Selection.of(OPTIONS, name, config)))
                .toList();
    }
}
