package dev.daemun.brokering;

import java.time.Duration;
import org.jboss.logging.Logger;
import org.keycloak.models.KeycloakSessionFactory;
import org.keycloak.models.utils.PostMigrationEvent;

/** Runs {@link DeletionRound} each minute from when Keycloak's database is ready. */
public final class LeaverDeletion implements AutoCloseable {
    private static final Logger LOG = Logger.getLogger(LeaverDeletion.class);
    private static final Duration PAUSE = Duration.ofMinutes(1);

    private final RepeatedWork rounds;

    private LeaverDeletion(RepeatedWork rounds) {
        this.rounds = rounds;
    }

    /** Starts once Keycloak's database is ready. */
    public static LeaverDeletion listenTo(KeycloakSessionFactory sessions, ProviderKind kind) {
        String thread = kind.id() + "-leavers";
        LeaverDeletion deletion = new LeaverDeletion(RepeatedWork.on(
                thread, PAUSE, new FailureLog(LOG, thread + " works again"), new DeletionRound(sessions, kind)));
        sessions.register(event -> {
            if (event instanceof PostMigrationEvent) {
                deletion.rounds.soon();
            }
        });
        return deletion;
    }

    @Override
    public void close() {
        rounds.close();
    }
}
