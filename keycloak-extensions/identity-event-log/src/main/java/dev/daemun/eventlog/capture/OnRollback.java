package dev.daemun.eventlog.capture;

import org.keycloak.models.AbstractKeycloakTransaction;
import org.keycloak.models.KeycloakSession;

/**
 * Makes a rollback fail, so that the caller learns of it. When somebody has caught a failure of the database, the transaction stays marked
 * for rollback. Keycloak then rolls back when it closes the request's session, and answers with success all the same.
 */
final class OnRollback extends AbstractKeycloakTransaction {
    private final TakenBackError failure;
    private boolean failed;

    private OnRollback(TakenBackError failure) {
        this.failure = failure;
    }

    /**
     * What Keycloak answers with 500. It is an error, because {@code DefaultKeycloakTransactionManager} drops every exception of a rollback
     * unless it has one already.
     */
    static final class TakenBackError extends Error {
        private static final long serialVersionUID = 1L;

        private TakenBackError(String message, Throwable cause) {
            super(message, cause);
        }
    }

    /** To be asked for before the transaction ends. */
    static void fails(KeycloakSession session, String message, Throwable cause) {
        session.getTransactionManager().enlistAfterCompletion(new OnRollback(new TakenBackError(message, cause)));
    }

    @Override
    protected void commitImpl() {
        // Nothing was rolled back.
    }

    @Override
    protected void rollbackImpl() {
        // Only once, because the session is not closed then, and Keycloak closes it again at the end of the request.
        if (!failed) {
            failed = true;
            throw failure;
        }
    }
}
