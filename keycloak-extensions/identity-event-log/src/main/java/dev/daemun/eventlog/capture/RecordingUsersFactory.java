package dev.daemun.eventlog.capture;

import org.keycloak.connections.jpa.JpaConnectionProvider;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.UserProvider;
import org.keycloak.models.jpa.JpaUserProviderFactory;

/** Takes the place of Keycloak's own factory, whose id it has: of two with the same id Keycloak takes the higher order. */
public final class RecordingUsersFactory extends JpaUserProviderFactory {
    @Override
    public UserProvider create(KeycloakSession session) {
        return new RecordingUsers(
                session, session.getProvider(JpaConnectionProvider.class).getEntityManager());
    }

    @Override
    public int order() {
        return super.order() + 1;
    }
}
