package dev.daemun.upstreamsignals.consequence;

import dev.daemun.eventlog.IdentityEventType;
import dev.daemun.eventlog.NewIdentityEvent;
import dev.daemun.upstreamsignals.token.UpstreamEvent;
import java.util.LinkedHashMap;
import java.util.Map;
import org.keycloak.models.IdentityProviderModel;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.UserModel;

/** Tells the identity event log, where its jar is there, what a provider has reported and what it has led to. */
final class ReportedEvent {
    private ReportedEvent() {}

    static void publish(
            KeycloakSession session,
            IdentityProviderModel provider,
            UserModel user,
            UpstreamEvent event,
            Consequence consequence) {
        boolean isThere = session.getKeycloakSessionFactory().getSpis().stream()
                .anyMatch(spi -> spi.getName().equals("identity-event-log"));
        if (isThere) {
            // Java loads the log's classes only when it comes here.
            Log.publish(session, provider, user, event, consequence);
        }
    }

    private static final class Log {
        static void publish(
                KeycloakSession session,
                IdentityProviderModel provider,
                UserModel user,
                UpstreamEvent event,
                Consequence consequence) {
            Map<String, String> facts = new LinkedHashMap<>();
            facts.put("identityProvider", provider.getAlias());
            facts.put("signal", event.signal().shortName());
            facts.put("reason", event.reason());
            facts.put("consequence", consequence.shortName());
            new NewIdentityEvent(
                            session,
                            session.getContext().getRealm(),
                            IdentityEventType.PROVIDER_REPORTED,
                            user.getId(),
                            event.time(),
                            facts)
                    .publish();
        }
    }
}
