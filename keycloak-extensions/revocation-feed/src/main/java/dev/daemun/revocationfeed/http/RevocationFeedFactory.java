package dev.daemun.revocationfeed.http;

import dev.daemun.revocationfeed.recent.FeedThread;
import java.time.Clock;
import org.keycloak.Config;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.KeycloakSessionFactory;
import org.keycloak.models.utils.PostMigrationEvent;
import org.keycloak.services.resource.RealmResourceProvider;
import org.keycloak.services.resource.RealmResourceProviderFactory;

/** Puts {@link WithdrawalsResource} under {@code /realms/REALM/revocation-feed}. */
public final class RevocationFeedFactory implements RealmResourceProviderFactory {
    static final String PROVIDER_ID = "revocation-feed";

    private FeedThread thread;

    @Override
    public String getId() {
        return PROVIDER_ID;
    }

    @Override
    public void postInit(KeycloakSessionFactory sessions) {
        thread = new FeedThread(sessions, Clock.systemUTC());
        sessions.register(event -> {
            if (event instanceof PostMigrationEvent) {
                thread.start();
            }
        });
    }

    @Override
    public RealmResourceProvider create(KeycloakSession session) {
        return new RealmResourceProvider() {
            @Override
            public Object getResource() {
                return new WithdrawalsResource(session, thread.recent());
            }

            @Override
            public void close() {}
        };
    }

    @Override
    public void init(Config.Scope config) {}

    @Override
    public void close() {
        if (thread != null) {
            thread.close();
        }
    }
}
