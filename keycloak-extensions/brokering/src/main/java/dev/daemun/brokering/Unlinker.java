package dev.daemun.brokering;

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
 * Unlinks people at their provider whose account was deleted or whose link was removed in Keycloak. The provider is called after the
 * commit and on a thread of its own: on Keycloak's only timer thread a slow provider would delay everything else.
 */
public final class Unlinker implements ProviderEventListener, AutoCloseable {
    private static final Logger LOG = Logger.getLogger(Unlinker.class);

    private static final Duration PAUSE = Duration.ofSeconds(5);

    private final Unlinking unlinking;
    private final RepeatedWork calls;

    private Unlinker(Unlinking unlinking, RepeatedWork calls) {
        this.unlinking = unlinking;
        this.calls = calls;
    }

    /**
     * Listens from now on, and starts to call once Keycloak's database is ready.
     *
     * @throws IllegalStateException when this Keycloak is older than 26.7
     */
    public static Unlinker listenTo(KeycloakSessionFactory sessions, Unlinking unlinking) {
        NeededKeycloak.require(unlinking.kind().name(), Unlinker.class.getClassLoader());
        String thread = unlinking.kind().id() + "-unlink";
        FailureLog calls = new FailureLog(LOG, unlinking.kind().name() + " unlinks people again");
        UnlinkRound round = new UnlinkRound(sessions, new UnlinkDelivery(unlinking, calls));
        Unlinker unlinker = new Unlinker(
                unlinking, RepeatedWork.on(thread, PAUSE, new FailureLog(LOG, thread + " works again"), round));
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
                && !EndedUpstream.isMarked(unlinked.getKeycloakSession())) {
            add(unlinked.getKeycloakSession(), unlinked.getRealm(), unlinked.getFederatedIdentity());
        } else if (event instanceof PostMigrationEvent) {
            calls.soon();
        }
    }

    private void add(KeycloakSession session, RealmModel realm, FederatedIdentityModel link) {
        if (UnlinkQueue.add(unlinking, session, realm, link)) {
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
