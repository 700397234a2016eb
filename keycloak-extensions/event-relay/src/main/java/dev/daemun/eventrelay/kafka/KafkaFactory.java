package dev.daemun.eventrelay.kafka;

import dev.daemun.eventrelay.Destination;
import dev.daemun.eventrelay.EventRelayFactory;
import java.util.ArrayList;
import java.util.List;
import org.keycloak.Config;

/** Kafka, by the options {@code --spi-event-relay--kafka--...}. Where none is configured, no Kafka client is needed. */
public final class KafkaFactory implements EventRelayFactory {
    private List<KafkaSettings> settings = List.of();

    @Override
    public String getId() {
        return "kafka";
    }

    @Override
    public void init(Config.Scope config) {
        settings = KafkaSettings.all(config);
    }

    @Override
    public List<Destination> destinations() {
        List<Destination> destinations = new ArrayList<>();
        for (KafkaSettings each : settings) {
            // Only here is the class looked at that needs Kafka's client.
            destinations.add(new KafkaDestination(each));
        }
        return destinations;
    }
}
