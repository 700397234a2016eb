package dev.daemun.revocationfeed.http;

import dev.daemun.revocationfeed.kafka.KafkaPublisher;
import dev.daemun.revocationfeed.kafka.KafkaSettings;
import dev.daemun.revocationfeed.recent.FeedThread;
import java.time.Clock;
import java.util.Optional;
import org.keycloak.Config;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.KeycloakSessionFactory;
import org.keycloak.models.utils.PostMigrationEvent;
import org.keycloak.services.resource.RealmResourceProvider;
import org.keycloak.services.resource.RealmResourceProviderFactory;

/** Puts {@link WithdrawalsResource} under {@code /realms/REALM/revocation-feed}. */
public final class RevocationFeedFactory implements RealmResourceProviderFactory {
    static final String PROVIDER_ID = "revocation-feed";

    private Optional<KafkaSettings> kafka = Optional.empty();
    private FeedThread thread;
    private KafkaPublisher publisher;

    @Override
    public String getId() {
        return PROVIDER_ID;
    }

    @Override
    public void init(Config.Scope config) {
        kafka = KafkaSettings.of(config);
    }

    @Override
    public void postInit(KeycloakSessionFactory sessions) {
        thread = new FeedThread(sessions, Clock.systemUTC());
        sessions.register(event -> {
            if (event instanceof PostMigrationEvent) {
                thread.start();
                kafka.ifPresent(settings -> publish(settings, sessions));
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

    private void publish(KafkaSettings settings, KeycloakSessionFactory sessions) {
        publisher = new KafkaPublisher(settings, sessions, thread.recent());
        publisher.start();
    }

    @Override
    public void close() {
        if (publisher != null) {
            publisher.close();
        }
        if (thread != null) {
            thread.close();
        }
    }
}
