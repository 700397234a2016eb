package dev.daemun.eventlog.sequencing;

import dev.daemun.eventlog.IdentityEventLog;
import dev.daemun.eventlog.IdentityEventLogFactory;
import dev.daemun.eventlog.RepeatedWork;
import dev.daemun.eventlog.Transactions;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Metrics;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.keycloak.Config;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.KeycloakSessionFactory;
import org.keycloak.models.utils.PostMigrationEvent;

/** Runs the log of this Keycloak process: it gives out positions, deletes what is old, and looks for untold changes. */
public final class DaemunEventLogFactory implements IdentityEventLogFactory {
    private final Subscribers subscribers = new Subscribers();
    // Each has a thread of its own, so that deleting or searching never delays a position.
    private final List<RepeatedWork> running = new ArrayList<>();
    private Settings settings;
    private RepeatedWork positions;
    private volatile Runnable otherNodes = () -> {};

    /** The log of this process. */
    public static DaemunEventLogFactory of(KeycloakSessionFactory factory) {
        return (DaemunEventLogFactory) factory.getProviderFactory(IdentityEventLog.class);
    }

    @Override
    public String getId() {
        return "daemun";
    }

    @Override
    public void init(Config.Scope config) {
        settings = Settings.of(config);
    }

    @Override
    public void postInit(KeycloakSessionFactory factory) {
        Transactions transactions = Transactions.of(factory);
        Sequencer sequencer = new Sequencer(transactions, subscribers, () -> otherNodes.run(), Clock.systemUTC());
        Gauge.builder("daemun.event.log.waiting", sequencer, Sequencer::waiting)
                .description("Committed events without a position, of which no reader can know yet; 10000 at most")
                .register(Metrics.globalRegistry);
        Cleaning cleaning = new Cleaning(transactions, settings.retention(), Clock.systemUTC());
        positions = new RepeatedWork(
                "daemun-event-log-positions", "Giving out positions in the identity event log", sequencer::round);
        factory.register(event -> {
            // Not earlier, because Keycloak has created the tables by then.
            if (event instanceof PostMigrationEvent) {
                transactions.run(session -> {
                    new DaemunEventLog(session).state();
                    OtherNodes.of(session, nudgeByOtherNode()).ifPresent(others -> otherNodes = others::logHasGrown);
                });
                start(positions);
                start(new RepeatedWork(
                        "daemun-event-log-cleaning", "Deleting old events of the identity event log", cleaning::round));
            }
        });
    }

    @Override
    public IdentityEventLog create(KeycloakSession session) {
        return new DaemunEventLog(session);
    }

    @Override
    public Subscription subscribe(Runnable onNewPositions) {
        return subscribers.add(onNewPositions);
    }

    /** Has positions given out soon, because a transaction of this process has just committed events. */
    public void nudge() {
        positions.nudge();
    }

    /**
     * Repeats a search for changes of which Keycloak informs nobody, unless the configuration switches it off.
     *
     * @param what the search is, to begin a sentence in the log with
     * @param search makes the work out of the configured interval
     */
    public void reconcile(String what, Function<Duration, RepeatedWork.Round> search) {
        Duration interval = settings.reconcileInterval();
        if (!interval.isZero()) {
            start(new RepeatedWork("daemun-event-log-reconciling", what, search.apply(interval)));
        }
    }

    @Override
    public void close() {
        RepeatedWork.closeAll(running);
    }

    private Runnable nudgeByOtherNode() {
        Counter nudges = Counter.builder("daemun.event.log.nudges.by.other.nodes")
                .description("How often another node has informed this one of new positions")
                .register(Metrics.globalRegistry);
        return () -> {
            nudges.increment();
            positions.nudge();
        };
    }

    private void start(RepeatedWork work) {
        running.add(work);
        work.start();
    }
}
