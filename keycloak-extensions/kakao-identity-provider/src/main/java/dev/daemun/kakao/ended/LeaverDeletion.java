package dev.daemun.kakao.ended;

import dev.daemun.kakao.unlink.FailureLog;
import dev.daemun.kakao.unlink.RepeatedWork;
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

    public static LeaverDeletion listenTo(KeycloakSessionFactory sessions) {
        LeaverDeletion deletion = new LeaverDeletion(RepeatedWork.on(
                "kakao-leavers", PAUSE, new FailureLog(LOG, "kakao-leavers works again"), new DeletionRound(sessions)));
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
