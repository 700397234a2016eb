package dev.daemun.kakao.unlink;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jboss.logging.Logger;
import org.keycloak.events.outbox.OutboxBackoff;
import org.keycloak.events.outbox.OutboxConfig;
import org.keycloak.events.outbox.OutboxDeliveryHandler;
import org.keycloak.events.outbox.OutboxDeliveryResult;
import org.keycloak.events.outbox.OutboxDrainerTask;
import org.keycloak.events.outbox.OutboxStore;
import org.keycloak.models.AbstractKeycloakTransaction;
import org.keycloak.models.FederatedIdentityModel;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.KeycloakSessionFactory;
import org.keycloak.models.RealmModel;
import org.keycloak.models.UserModel;
import org.keycloak.models.jpa.entities.OutboxEntryEntity;
import org.keycloak.models.utils.KeycloakModelUtils;
import org.keycloak.models.utils.PostMigrationEvent;
import org.keycloak.provider.ProviderEvent;

/**
 * Unlinks people at Kakao who were deleted or unlinked here. Kakao is called after the commit, on a thread of its own and not
 * on Keycloak's one timer thread, which a slow Kakao would hold up for everybody.
 */
public final class Unlinker implements AutoCloseable {
    private static final Logger LOG = Logger.getLogger(Unlinker.class);

    /** Set on a session in which Kakao itself has told of the unlink: it need not be told again. */
    private static final String TOLD_BY_KAKAO = Unlinker.class.getName() + ".told-by-kakao";

    private static final Duration SWEEP = Duration.ofSeconds(5);
    private static final OutboxConfig OUTBOX = new OutboxConfig(
            UnlinkQueue.KIND,
            1,
            new OutboxBackoff(
                    14,
                    List.of(
                            Duration.ofSeconds(5),
                            Duration.ofSeconds(30),
                            Duration.ofMinutes(5),
                            Duration.ofHours(1),
                            Duration.ofHours(6),
                            Duration.ofHours(24))),
            Duration.ofDays(30),
            // A row holds the person's number at Kakao, and nobody needs it any more.
            Duration.ofMinutes(1),
            null);

    private final KeycloakSessionFactory sessions;
    private final ScheduledThreadPoolExecutor thread = new ScheduledThreadPoolExecutor(1, task -> {
        Thread created = new Thread(task, "kakao-unlink");
        created.setDaemon(true);
        return created;
    });

    private ScheduledFuture<?> sweep;

    private Unlinker(KeycloakSessionFactory sessions) {
        this.sessions = sessions;
    }

    /** Listens from now on, and starts to call once Keycloak's database is ready. */
    public static Unlinker listenTo(KeycloakSessionFactory sessions) {
        Unlinker unlinker = new Unlinker(sessions);
        sessions.register(unlinker::onEvent);
        return unlinker;
    }

    /** Removes a link of which Kakao itself has told that it is gone there. */
    public static void removeWithoutTelling(
            KeycloakSession session, RealmModel realm, UserModel user, String providerAlias) {
        session.setAttribute(TOLD_BY_KAKAO, true);
        try {
            session.users().removeFederatedIdentity(realm, user, providerAlias);
        } finally {
            session.removeAttribute(TOLD_BY_KAKAO);
        }
    }

    private void onEvent(ProviderEvent event) {
        if (event instanceof UserModel.UserPreRemovedEvent removed) {
            // No event tells of a deleted user's links, and afterwards they are gone.
            KeycloakSession session = removed.getKeycloakSession();
            session.users()
                    .getFederatedIdentitiesStream(removed.getRealm(), removed.getUser())
                    .toList()
                    .forEach(link -> add(session, removed.getRealm(), link));
        } else if (event instanceof FederatedIdentityModel.FederatedIdentityRemovedEvent unlinked
                && unlinked.getKeycloakSession().getAttribute(TOLD_BY_KAKAO) == null) {
            add(unlinked.getKeycloakSession(), unlinked.getRealm(), unlinked.getFederatedIdentity());
        } else if (event instanceof PostMigrationEvent) {
            sweep = thread.scheduleWithFixedDelay(this::callAll, 0, SWEEP.toSeconds(), TimeUnit.SECONDS);
        }
    }

    private void add(KeycloakSession session, RealmModel realm, FederatedIdentityModel link) {
        if (UnlinkQueue.add(session, realm, link)) {
            session.getTransactionManager().enlistAfterCompletion(new AbstractKeycloakTransaction() {
                @Override
                protected void commitImpl() {
                    callSoon();
                }

                @Override
                protected void rollbackImpl() {}
            });
        }
    }

    private void callSoon() {
        try {
            thread.execute(this::callAll);
        } catch (RejectedExecutionException e) {
            LOG.debug("Keycloak stops; the unlink is made after its next start");
        }
    }

    /** One row a transaction, so that a slow Kakao holds no more than that. */
    private void callAll() {
        try {
            CountingHandler calls = new CountingHandler(new UnlinkCall());
            int before;
            do {
                before = calls.count.get();
                KeycloakModelUtils.runJobInTransaction(
                        sessions, new OutboxDrainerTask(OUTBOX, calls, OutboxStore::new));
            } while (calls.count.get() > before && !thread.isShutdown());
        } catch (RuntimeException e) {
            // A scheduled task that throws is never run again.
            LOG.warnf(
                    "Unlinking at Kakao failed, to be tried again: %s",
                    e.getClass().getSimpleName());
        }
    }

    @Override
    public void close() {
        if (sweep != null) {
            sweep.cancel(false);
        }
        thread.shutdownNow();
    }

    private record CountingHandler(UnlinkCall call, AtomicInteger count) implements OutboxDeliveryHandler {
        CountingHandler(UnlinkCall call) {
            this(call, new AtomicInteger());
        }

        @Override
        public String entryKind() {
            return call.entryKind();
        }

        @Override
        public OutboxDeliveryResult deliver(KeycloakSession session, OutboxEntryEntity row) {
            count.incrementAndGet();
            return call.deliver(session, row);
        }
    }
}
