package dev.daemun.eventrelay.webhook;

import dev.daemun.eventrelay.Destination;
import dev.daemun.eventrelay.EventRelayFactory;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.keycloak.Config;
import org.keycloak.provider.ServerInfoAwareProviderFactory;

/** Webhooks, by the options {@code --spi-event-relay--webhook--...}. */
public final class WebhookFactory implements EventRelayFactory, ServerInfoAwareProviderFactory {
    private List<WebhookSettings> settings = List.of();

    @Override
    public String getId() {
        return "webhook";
    }

    @Override
    public Map<String, String> getOperationalInfo() {
        return Map.of(
                "version",
                Objects.requireNonNullElse(WebhookFactory.class.getPackage().getImplementationVersion(), "unknown"));
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
