package dev.daemun.eventlog.sequencing;

import dev.daemun.eventlog.IdentityEventLog;
import dev.daemun.eventlog.IdentityEventLogFactory;
import dev.daemun.eventlog.store.Database;
import dev.daemun.eventlog.store.Retention;
import java.time.Duration;
import java.time.Instant;
import org.jboss.logging.Logger;
import org.keycloak.Config;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.KeycloakSessionFactory;
import org.keycloak.models.utils.KeycloakModelUtils;
import org.keycloak.models.utils.PostMigrationEvent;

/** Runs the log of this Keycloak process: its sequencer, its retention and whatever else needs a thread of its own. */
public final class DaemunEventLogFactory implements IdentityEventLogFactory {
    private static final Logger LOG = Logger.getLogger(DaemunEventLogFactory.class);
    private static final Duration SWEEP = Duration.ofMillis(250);
    private static final Duration CLEANING = Duration.ofMinutes(1);

    private final Subscribers subscribers = new Subscribers();
    private Settings settings;
    private LogThread positions;
    // Of its own, so that what takes long never holds back positions.
    private LogThread upkeep;
    private Sequencer sequencer;

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
        positions = new LogThread("daemun-event-log-positions");
        upkeep = new LogThread("daemun-event-log-upkeep");
        sequencer = new Sequencer(factory, positions, subscribers);
        factory.register(event -> {
            // Not earlier: the tables are made by then.
            if (event instanceof PostMigrationEvent) {
                KeycloakModelUtils.runJobInTransaction(factory, session -> new DaemunEventLog(session).state());
                positions.every(SWEEP, "Giving out positions in the identity event log", sequencer::run);
                upkeep.every(CLEANING, "Deleting old rows of the identity event log", () -> clean(factory));
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

    /** Tells the sequencer that a transaction of this process has just committed events. */
    public void nudge() {
        sequencer.nudge();
    }

    /** Runs something on a thread of the log's again and again, at the interval set for reconciling. */
    public void reconcile(String what, Runnable work) {
        if (!settings.reconcileInterval().isZero()) {
            upkeep.every(settings.reconcileInterval(), what, work);
        }
    }

    @Override
    public void close() {
        if (positions != null) {
            positions.close();
            upkeep.close();
        }
    }

    private void clean(KeycloakSessionFactory factory) {
        Retention.Result result;
        do {
            result = KeycloakModelUtils.runJobInTransactionWithResult(
                    factory,
                    session -> new Database(session)
                            .get(connection -> settings.retention().deleteBatch(connection, Instant.now())));
            result.robbed()
                    .ifPresent(reader -> LOG.warnf(
                            "The reader %s of the identity event log is so far behind that events went which it has not"
                                    + " read: it must start over.",
                            reader));
        } while (result.mayBeMore());
    }
}
