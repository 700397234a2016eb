package dev.daemun.eventrelay.webhook;

import dev.daemun.eventrelay.Destination;
import dev.daemun.eventrelay.EventRelayFactory;
import java.util.List;
import org.keycloak.Config;

/** Webhooks, by the options {@code --spi-event-relay--webhook--...}. */
public final class WebhookFactory implements EventRelayFactory {
    private List<WebhookSettings> settings = List.of();

    @Override
    public String getId() {
        return "webhook";
    }

    @Override
    public void init(Config.Scope config) {
        settings = WebhookSettings.all(config);
    }

    @Override
    public List<Destination> destinations() {
        return settings.stream().<Destination>map(WebhookDestination::new).toList();
    }
}
