package dev.daemun.naver.tokens;

import dev.daemun.brokering.FailureLog;
import dev.daemun.brokering.RepeatedWork;
import dev.daemun.naver.settings.NaverIdentityProviderConfig;
import java.time.Duration;
import java.util.UUID;
import org.jboss.logging.Logger;
import org.keycloak.models.AbstractKeycloakTransaction;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.KeycloakSessionFactory;
import org.keycloak.models.RealmModel;
import org.keycloak.models.utils.PostMigrationEvent;

/**
 * Finds people who have left at Naver without a notice, from when Keycloak's database is ready: Naver sends its notice once, and does not
 * try again. Whether a pass is due is looked at each minute.
 */
public final class TokenCheck implements AutoCloseable {
    private static final Logger LOG = Logger.getLogger(TokenCheck.class);
    private static final String THREAD = "naver-tokens";
    private static final Duration PAUSE = Duration.ofMinutes(1);

    private final RepeatedWork rounds;

    private TokenCheck(RepeatedWork rounds) {
        this.rounds = rounds;
    }

    /** Starts once Keycloak's database is ready. */
    public static TokenCheck listenTo(KeycloakSessionFactory sessions) {
        CheckRound round = new CheckRound(
                sessions, UUID.randomUUID().toString(), new FailureLog(LOG, "Naver accepts stored tokens again"));
        TokenCheck check =
                new TokenCheck(RepeatedWork.on(THREAD, PAUSE, new FailureLog(LOG, THREAD + " works again"), round));
        sessions.register(event -> {
            if (event instanceof PostMigrationEvent) {
                check.rounds.soon();
            } else if (event instanceof RealmModel.IdentityProviderUpdatedEvent updated
                    && NaverIdentityProviderConfig.KIND.has(updated.getUpdatedIdentityProvider())) {
                check.soonAfter(updated.getKeycloakSession());
            }
        });
        return check;
    }

    /** Whoever has just switched the check on need not wait for the next minute. */
    private void soonAfter(KeycloakSession change) {
        change.getTransactionManager().enlistAfterCompletion(new AbstractKeycloakTransaction() {
            @Override
            protected void commitImpl() {
                rounds.soon();
            }

            @Override
            protected void rollbackImpl() {
                // Nothing has changed.
            }
        });
    }

    @Override
    public void close() {
        rounds.close();
    }
}
