package dev.daemun.eventlog.capture;

import org.keycloak.models.AbstractKeycloakTransaction;

/** Work for a step of a commit; a rollback drops it. */
final class OnCommit extends AbstractKeycloakTransaction {
    private final Runnable work;

    OnCommit(Runnable work) {
        this.work = work;
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
