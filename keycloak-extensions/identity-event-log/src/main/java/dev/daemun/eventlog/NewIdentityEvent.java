package dev.daemun.eventlog;

import java.time.Instant;
import java.util.Map;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;
import org.keycloak.provider.ProviderEvent;

/**
 * An event that another provider jar reports, because Keycloak has none for it. {@link #publish()} stages it in the transaction of the session,
 * so that it is inserted together with the change that it is about, or not at all.
 *
 * @param userId whom it is about
 * @param time when it happened
 * @param facts the payload, as the type's schema has it; facts that are null are left out
 */
public record NewIdentityEvent(
        KeycloakSession session,
        RealmModel realm,
        IdentityEventType type,
        String userId,
        Instant time,
        Map<String, String> facts)
        implements ProviderEvent {

    /** Stages it. */
    public void publish() {
        session.getKeycloakSessionFactory().publish(this);
    }
}
