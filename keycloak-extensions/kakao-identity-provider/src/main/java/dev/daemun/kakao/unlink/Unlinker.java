package dev.daemun.kakao.unlink;

import java.time.Duration;
import org.jboss.logging.Logger;
import org.keycloak.models.AbstractKeycloakTransaction;
import org.keycloak.models.FederatedIdentityModel;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.KeycloakSessionFactory;
import org.keycloak.models.RealmModel;
import org.keycloak.models.UserModel;
import org.keycloak.models.utils.PostMigrationEvent;
import org.keycloak.provider.ProviderEvent;
import org.keycloak.provider.ProviderEventListener;

/**
 * Unlinks people at Kakao whose account was deleted or whose link was removed in Keycloak. Kakao is called after the commit and on
 * a thread of its own: on Keycloak's only timer thread a slow Kakao would delay everything else.
 */
public final class Unlinker implements ProviderEventListener, AutoCloseable {
    private static final Logger LOG = Logger.getLogger(Unlinker.class);

    /** Set on a session while it removes a link that Kakao has ended itself, by the module upstream-signals. */
    private static final String ENDED_UPSTREAM = "daemun.link-ended-upstream";

    private static final Duration PAUSE = Duration.ofSeconds(5);

    private final RepeatedWork calls;

    private Unlinker(RepeatedWork calls) {
        this.calls = calls;
    }

    /** Listens from now on, and starts to call once Keycloak's database is ready. */
    public static Unlinker listenTo(KeycloakSessionFactory sessions) {
        UnlinkRound round =
                new UnlinkRound(sessions, new UnlinkCall(new FailureLog(LOG, "Kakao unlinks people again")));
        Unlinker unlinker = new Unlinker(
                RepeatedWork.on("kakao-unlink", PAUSE, new FailureLog(LOG, "kakao-unlink works again"), round));
        sessions.register(unlinker);
        return unlinker;
    }

    @Override
    public void onEvent(ProviderEvent event) {
        if (event instanceof UserModel.UserPreRemovedEvent removed) {
            // Keycloak sends no event for each link of a deleted user, and afterwards they are gone.
            KeycloakSession session = removed.getKeycloakSession();
            session.users()
                    .getFederatedIdentitiesStream(removed.getRealm(), removed.getUser())
                    .toList()
                    .forEach(link -> add(session, removed.getRealm(), link));
        } else if (event instanceof FederatedIdentityModel.FederatedIdentityRemovedEvent unlinked
                && unlinked.getKeycloakSession().getAttribute(ENDED_UPSTREAM) == null) {
            add(unlinked.getKeycloakSession(), unlinked.getRealm(), unlinked.getFederatedIdentity());
        } else if (event instanceof PostMigrationEvent) {
            calls.soon();
        }
    }

    private void add(KeycloakSession session, RealmModel realm, FederatedIdentityModel link) {
        if (UnlinkQueue.add(session, realm, link)) {
            session.getTransactionManager().enlistAfterCompletion(new AbstractKeycloakTransaction() {
                @Override
                protected void commitImpl() {
                    calls.soon();
                }

                @Override
                protected void rollbackImpl() {
                    // The row is gone with the transaction.
                }
            });
        }
    }

    @Override
    public void close() {
        calls.close();
    }
}
