package dev.daemun.eventrelay.relay;

import dev.daemun.eventlog.DatabaseClock;
import dev.daemun.eventlog.IdentityEventLog;
import dev.daemun.eventlog.IdentityEventLogFactory;
import dev.daemun.eventlog.IdentityEventLogFactory.Subscription;
import dev.daemun.eventlog.RepeatedWork;
import dev.daemun.eventlog.Transactions;
import dev.daemun.eventrelay.Destination;
import dev.daemun.eventrelay.EventRelay;
import dev.daemun.eventrelay.EventRelayFactory;
import io.micrometer.core.instrument.Metrics;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import org.keycloak.Config;
import org.keycloak.models.KeycloakSessionFactory;
import org.keycloak.models.utils.PostMigrationEvent;

/**
 * Delivers to the destinations of all factories, each on a thread of its own, so that a slow one holds up no other. It has
 * no destination itself.
 */
public final class RelayRunner implements EventRelayFactory {
    private final List<RepeatedWork> running = new ArrayList<>();
    private final List<Subscription> subscriptions = new ArrayList<>();

    @Override
    public String getId() {
        return "runner";
    }

    @Override
    public void init(Config.Scope config) {
        // The destinations have options, the runner has none.
    }

    @Override
    public List<Destination> destinations() {
        return List.of();
    }

    @Override
    public void postInit(KeycloakSessionFactory sessions) {
        List<Destination> destinations = sessions.getProviderFactoriesStream(EventRelay.class)
                .map(EventRelayFactory.class::cast)
                .flatMap(factory -> factory.destinations().stream())
                .toList();
        IdentityEventLogFactory log = (IdentityEventLogFactory) sessions.getProviderFactory(IdentityEventLog.class);
        if (!destinations.isEmpty() && log == null) {
            throw new IllegalStateException(
                    "event-relay delivers the identity event log: put identity-event-log beside it in providers/.");
        }
        sessions.register(event -> {
            // Not earlier, because Keycloak has created the tables by then.
            if (event instanceof PostMigrationEvent) {
                Transactions transactions = Transactions.of(sessions);
                start(transactions, log, destinations);
                start(new RepeatedWork(
                        "daemun-relay-dead-letters",
                        "Deleting old dead letters",
                        new DeadLetterCleaning(transactions, Clock.systemUTC())::round));
            }
        });
    }

    @Override
    public void close() {
        subscriptions.forEach(Subscription::close);
        RepeatedWork.closeAll(running);
    }

    private void start(Transactions transactions, IdentityEventLogFactory log, List<Destination> destinations) {
        List<Lease> leases = new ArrayList<>();
        for (Destination destination : destinations) {
            Lease lease = new Lease(
                    transactions,
                    destination.name(),
                    connection -> DatabaseClock.now(connection, Clock.systemUTC()),
                    System::nanoTime);
            leases.add(lease);
            deliver(transactions, log, destination, lease);
        }
        start(new RepeatedWork(
                "daemun-relay-leases", "Renewing the right to deliver events", new LeaseRenewal(leases)::round));
    }

    private void deliver(Transactions transactions, IdentityEventLogFactory log, Destination destination, Lease lease) {
        Clock clock = Clock.systemUTC();
        RelayMetrics metrics = new RelayMetrics(Metrics.globalRegistry, destination.name(), clock);
        Relay relay = new Relay(transactions, destination, lease, metrics, clock);
        RepeatedWork work = new RepeatedWork(
                "daemun-relay-" + destination.name(),
                "Delivering the identity event log to " + destination.name(),
                relay::round,
                () -> end(relay, destination));
        subscriptions.add(log.subscribe(work::nudge));
        start(work);
    }

    private void start(RepeatedWork work) {
        running.add(work);
        work.start();
    }

    private static void end(Relay relay, Destination destination) {
        try {
            relay.end();
        } finally {
            destination.close();
        }
    }
}
