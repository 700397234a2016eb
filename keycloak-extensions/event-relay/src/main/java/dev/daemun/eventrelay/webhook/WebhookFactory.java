package dev.daemun.eventrelay.webhook;

import dev.daemun.eventrelay.EventRelay;
import dev.daemun.eventrelay.EventRelayFactory;
import dev.daemun.eventrelay.relay.Relays;
import java.util.List;
import org.keycloak.Config;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.KeycloakSessionFactory;

/** Webhooks, by the options {@code --spi-event-relay--webhook--...}; none configured, nothing sent. */
public final class WebhookFactory implements EventRelayFactory {
    private List<WebhookSettings> settings = List.of();
    private Relays relays;

    @Override
    public String getId() {
        return "webhook";
    }

    @Override
    public void init(Config.Scope config) {
        settings = WebhookSettings.all(config);
    }

    @Override
    public void postInit(KeycloakSessionFactory sessions) {
        relays = Relays.start(
                sessions, settings.stream().map(WebhookDestination::new).toList());
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
