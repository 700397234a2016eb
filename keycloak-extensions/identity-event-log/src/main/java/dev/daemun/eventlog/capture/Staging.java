package dev.daemun.eventlog.capture;

import dev.daemun.eventlog.Database;
import dev.daemun.eventlog.IdentityEventType;
import dev.daemun.eventlog.sequencing.DaemunEventLogFactory;
import java.util.LinkedHashMap;
import java.util.Map;
import org.keycloak.models.AbstractKeycloakTransaction;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.KeycloakSessionFactory;

/**
 * What one transaction will tell. It is kept in the session, since Keycloak makes several listeners for one session, and
 * written when the transaction prepares to commit: only there does a failure reach the caller and take the change back.
 * An exception in a listener is swallowed by Keycloak, and a transaction that is merely marked for rollback answers with
 * success.
 */
final class Staging {
    private final EventWriter writer;
    private final Map<String, Draft> drafts = new LinkedHashMap<>();
    private Actor actor = Actor.SYSTEM;
    private boolean written;

    private Staging(KeycloakSession session) {
        // Its connection is asked for now: once the commit has begun, no provider can join the transaction any more.
        this.writer = new EventWriter(new Database(session));
        KeycloakSessionFactory factory = session.getKeycloakSessionFactory();
        try {
            session.getTransactionManager().enlistPrepare(new OnCommit(this::write));
            session.getTransactionManager()
                    .enlistAfterCompletion(
                            new OnCommit(() -> DaemunEventLogFactory.of(factory).nudge()));
        } catch (IllegalStateException e) {
            // The commit has begun, but what is told this late still belongs to its transaction.
            written = true;
        }
    }

    /** The session's own. */
    static Staging of(KeycloakSession session) {
        Staging staging = session.getAttribute(Staging.class.getName(), Staging.class);
        if (staging == null) {
            staging = new Staging(session);
            session.setAttribute(Staging.class.getName(), staging);
        }
        return staging;
    }

    /** Tells an event, or tells it anew: another source may have told the same change already. */
    void tell(Draft draft) {
        if (draft.type == IdentityEventType.REALM_DELETED) {
            // Keycloak removes all that is in the realm first, and tells each.
            drafts.values().removeIf(other -> other.realmId.equals(draft.realmId));
        }
        drafts.put(draft.key(), draft);
        if (written) {
            write();
        }
    }

    void actor(Actor who) {
        actor = who;
    }

    private void write() {
        written = true;
        writer.write(drafts.values(), actor);
        drafts.clear();
    }

    private static final class OnCommit extends AbstractKeycloakTransaction {
        private final Runnable work;

        private OnCommit(Runnable work) {
            this.work = work;
        }

        @Override
        protected void commitImpl() {
            work.run();
        }

        @Override
        protected void rollbackImpl() {
            // What was staged goes with the session.
        }
    }
}
