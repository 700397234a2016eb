package dev.daemun.eventlog.capture;

import org.keycloak.Config;
import org.keycloak.connections.jpa.JpaConnectionProvider;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.jpa.session.JpaUserSessionPersisterProviderFactory;
import org.keycloak.models.session.UserSessionPersisterProvider;

/** Takes the place of Keycloak's own factory, whose id it has: of two with the same id Keycloak takes the higher order. */
public final class RecordingSessionsFactory extends JpaUserSessionPersisterProviderFactory {
    private int expirationBatch = DEFAULT_EXPIRATION_BATCH;

    @Override
    public void init(Config.Scope config) {
        super.init(config);
        // Keycloak's own option, which its factory keeps to itself.
        expirationBatch = Math.max(1, config.getInt("expirationBatch", DEFAULT_EXPIRATION_BATCH));
    }

    @Override
    public UserSessionPersisterProvider create(KeycloakSession session) {
        return new RecordingSessions(
                session, session.getProvider(JpaConnectionProvider.class).getEntityManager(), expirationBatch);
    }

    @Override
    public int order() {
        return super.order() + 1;
    }
}
