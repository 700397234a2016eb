package dev.daemun.eventrelay.kafka;

import dev.daemun.eventrelay.EventRelay;
import dev.daemun.eventrelay.EventRelayFactory;
import dev.daemun.eventrelay.relay.Relays;
import java.util.List;
import org.keycloak.Config;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.KeycloakSessionFactory;

/** Kafka, by the options {@code --spi-event-relay--kafka--...}; none configured, nothing sent and no Kafka client needed. */
public final class KafkaFactory implements EventRelayFactory {
    private List<KafkaSettings> settings = List.of();
    private Relays relays;

    @Override
    public String getId() {
        return "kafka";
    }

    @Override
    public void init(Config.Scope config) {
        settings = KafkaSettings.all(config);
    }

    @Override
    public void postInit(KeycloakSessionFactory sessions) {
        // Not even looked at where nothing is configured: its class needs Kafka's client.
        if (!settings.isEmpty()) {
            relays = Relays.start(
                    sessions, settings.stream().map(KafkaDestination::new).toList());
        }
    }

    @Override
    public EventRelay create(KeycloakSession session) {
        return () -> {};
    }

    @Override
    public void close() {
        if (relays != null) {
            relays.close();
        }
    }
}
