package dev.daemun.revocationfeed.http;

import dev.daemun.eventlog.IdentityEventLog;
import dev.daemun.eventlog.IdentityEventLogFactory;
import dev.daemun.eventlog.IdentityEventLogFactory.Subscription;
import dev.daemun.eventlog.RepeatedWork;
import dev.daemun.eventlog.RepeatedWork.Next;
import dev.daemun.eventlog.Transactions;
import dev.daemun.revocationfeed.kafka.KafkaPublisher;
import dev.daemun.revocationfeed.kafka.KafkaSettings;
import dev.daemun.revocationfeed.readers.FeedMetrics;
import dev.daemun.revocationfeed.readers.Readers;
import dev.daemun.revocationfeed.recent.LogFollower;
import dev.daemun.revocationfeed.recent.RecentWithdrawals;
import io.micrometer.core.instrument.Metrics;
import java.time.Clock;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.keycloak.Config;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.KeycloakSessionFactory;
import org.keycloak.models.utils.PostMigrationEvent;
import org.keycloak.provider.ServerInfoAwareProviderFactory;
import org.keycloak.services.resource.RealmResourceProvider;
import org.keycloak.services.resource.RealmResourceProviderFactory;

/** Puts {@link WithdrawalsResource} under {@code /realms/REALM/revocation-feed}. */
public final class RevocationFeedFactory implements RealmResourceProviderFactory, ServerInfoAwareProviderFactory {
    static final String PROVIDER_ID = "revocation-feed";

    private final RecentWithdrawals recent = new RecentWithdrawals(Clock.systemUTC());
    private final Authentication authentication =
            new Authentication(recent, new KnownReaders(recent, Clock.systemUTC()));
    private final Readers readers = new Readers(Clock.systemUTC());
    private Optional<KafkaSettings> kafka = Optional.empty();
    private RepeatedWork reading;
    private Subscription subscription;
    private KafkaPublisher publisher;

    /**
     * Keycloak creates this when it is built.
     *
     * @throws IllegalStateException with the sentence that ends the build or the start, which would otherwise name a class and nothing else
     */
    public RevocationFeedFactory() {
        try {
            Class.forName("dev.daemun.eventlog.IdentityEventLog", false, RevocationFeedFactory.class.getClassLoader());
        } catch (ClassNotFoundException e) {
            throw new IllegalStateException(
                    "revocation-feed reads the identity event log: put the jar of identity-event-log beside it in providers/.",
                    e);
        }
    }

    @Override
    public String getId() {
        return PROVIDER_ID;
    }

    @Override
    public Map<String, String> getOperationalInfo() {
        return Map.of(
                "version",
                Objects.requireNonNullElse(
                        RevocationFeedFactory.class.getPackage().getImplementationVersion(), "unknown"));
    }

    @Override
    public void init(Config.Scope config) {
        kafka = KafkaSettings.of(config);
    }

    @Override
    public void postInit(KeycloakSessionFactory sessions) {
        IdentityEventLogFactory log = (IdentityEventLogFactory) sessions.getProviderFactory(IdentityEventLog.class);
        if (log == null) {
            throw new IllegalStateException(
                    "revocation-feed reads the identity event log: put identity-event-log beside it in providers/.");
        }
        Transactions transactions = Transactions.of(sessions);
        LogFollower follower = new LogFollower(transactions, recent, Clock.systemUTC());
        FeedMetrics metrics = new FeedMetrics(Metrics.globalRegistry, recent, readers);
        reading = new RepeatedWork(
                "daemun-revocation-feed", "Reading the identity event log for the revocation feed", () -> {
                    Next next = follower.round();
                    if (next.endsByNudge()) {
                        metrics.show();
                    }
                    return next;
                });
        sessions.register(event -> {
            // Not earlier, because Keycloak has created the tables by then.
            if (event instanceof PostMigrationEvent) {
                subscription = log.subscribe(reading::nudge);
                reading.start();
                kafka.ifPresent(settings -> publish(settings, transactions));
            }
        });
    }

    @Override
    public RealmResourceProvider create(KeycloakSession session) {
        return new RealmResourceProvider() {
            @Override
            public Object getResource() {
                return new WithdrawalsResource(session, recent, authentication, readers);
            }

            @Override
            public void close() {
                // The resource ends the session by itself.
            }
        };
    }

    Readers readers() {
        return readers;
    }

    private void publish(KafkaSettings settings, Transactions transactions) {
        publisher = new KafkaPublisher(settings, transactions, recent);
        publisher.start();
    }

    @Override
    public void close() {
        if (subscription != null) {
            subscription.close();
        }
        if (publisher != null) {
            publisher.close();
        }
        if (reading != null) {
            reading.close();
        }
    }
}
