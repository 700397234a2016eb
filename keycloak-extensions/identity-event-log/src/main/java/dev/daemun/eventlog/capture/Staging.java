package dev.daemun.eventlog.capture;

import dev.daemun.eventlog.Database;
import dev.daemun.eventlog.sequencing.DaemunEventLogFactory;
import java.util.function.Predicate;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.KeycloakSessionFactory;

/**
 * The events of one transaction. They are kept in the session, because Keycloak creates several listeners for one session,
 * and inserted when the transaction prepares to commit: only there does a failure both reach the caller and take the change
 * back. Keycloak swallows an exception in a listener, and answers with success where a transaction is merely marked for
 * rollback.
 */
final class Staging {
    private static final String TAKEN_BACK = "The identity event log can't record this change, so it is taken back.";

    private final EventWriter writer;
    private final Drafts drafts = new Drafts();
    private Actor actor = Actor.SYSTEM;
    private boolean written;

    private Staging(KeycloakSession session) {
        // The connection is taken now, because no provider can join the transaction once its commit has begun.
        this.writer = new EventWriter(new Database(session));
        KeycloakSessionFactory factory = session.getKeycloakSessionFactory();
        if (OnCommit.joins(session, this::write)) {
            OnCommit.isFollowedBy(
                    session, () -> DaemunEventLogFactory.of(factory).nudge());
        } else {
            // What is staged this late still belongs to the transaction, so it is inserted at once.
            written = true;
        }
    }

    /** The one of a session. */
    static Staging of(KeycloakSession session) {
        Staging staging = session.getAttribute(Staging.class.getName(), Staging.class);
        if (staging == null) {
            staging = new Staging(session);
            session.setAttribute(Staging.class.getName(), staging);
        }
        return staging;
    }

    /** Adds an event, or replaces it where another of Keycloak's events has reported the same change already. */
    void stage(Draft draft) {
        drafts.add(draft);
        if (written) {
            write();
        }
    }

    /** Whether an event of this transaction, inserted already or not, fits. */
    boolean has(Predicate<Draft> fits) {
        return drafts.has(fits);
    }

    /**
     * Makes the commit fail, and the caller learn of it, because what happens in this transaction can't be recorded. Where the cause is
     * the database's, the transaction is marked for rollback by then: nothing will prepare to commit, and the rollback has to fail.
     */
    static void stopTransaction(KeycloakSession session, Throwable cause) {
        boolean joined = OnCommit.joins(session, () -> {
            throw new IllegalStateException(TAKEN_BACK, cause);
        });
        if (joined) {
            OnRollback.fails(session, TAKEN_BACK, cause);
        } else {
            session.getTransactionManager().setRollbackOnly();
        }
    }

    void actor(Actor who) {
        actor = who;
    }

    private void write() {
        written = true;
        writer.write(drafts.notInserted(), actor);
        drafts.inserted();
    }
}
