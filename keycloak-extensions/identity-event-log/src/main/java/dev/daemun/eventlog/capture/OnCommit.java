package dev.daemun.eventlog.capture;

import org.keycloak.models.AbstractKeycloakTransaction;
import org.keycloak.models.KeycloakSession;

/** Work for a step of a commit; a rollback drops it. */
final class OnCommit extends AbstractKeycloakTransaction {
    private final Runnable work;

    private OnCommit(Runnable work) {
        this.work = work;
    }

    /**
     * Has work done as part of a session's transaction, before it commits: what the work throws makes the commit fail.
     *
     * @return false where the commit has begun already. Then nothing can join it, and the caller decides what becomes of the work
     */
    static boolean joins(KeycloakSession session, Runnable work) {
        try {
            session.getTransactionManager().enlistPrepare(new OnCommit(work));
            return true;
        } catch (IllegalStateException e) {
            // This is Keycloak's only way to say that the commit has begun.
            return false;
        }
    }

    /** Has work done once a session's transaction has been committed. It must be asked for before the commit begins. */
    static void isFollowedBy(KeycloakSession session, Runnable work) {
        session.getTransactionManager().enlistAfterCompletion(new OnCommit(work));
    }

    @Override
    protected void commitImpl() {
        work.run();
    }

    @Override
    protected void rollbackImpl() {
        // What was staged is dropped with the session.
    }
}
