package dev.daemun.brokering;

import java.time.Duration;
import java.util.List;
import org.keycloak.events.outbox.OutboxBackoff;
import org.keycloak.events.outbox.OutboxConfig;
import org.keycloak.events.outbox.OutboxDeliveryHandler;
import org.keycloak.events.outbox.OutboxDeliveryResult;
import org.keycloak.events.outbox.OutboxDrainerTask;
import org.keycloak.events.outbox.OutboxStore;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.KeycloakSessionFactory;
import org.keycloak.models.jpa.entities.OutboxEntryEntity;
import org.keycloak.models.utils.KeycloakModelUtils;

/** Goes through what is due in the {@link UnlinkQueue}, one row in a transaction, so that a slow provider holds no more. */
record UnlinkRound(KeycloakSessionFactory sessions, UnlinkDelivery call) implements RepeatedWork.Work {
    private static final OutboxBackoff BACKOFF = new OutboxBackoff(
            14,
            List.of(
                    Duration.ofSeconds(5),
                    Duration.ofSeconds(30),
                    Duration.ofMinutes(5),
                    Duration.ofHours(1),
                    Duration.ofHours(6),
                    Duration.ofHours(24)));

    @Override
    public void run() {
        while (!Thread.currentThread().isInterrupted() && hasCalledOnce()) {
            // There may be more.
        }
    }

    private boolean hasCalledOnce() {
        // A row that is done holds the person's id or a token, and nobody needs it any more.
        OutboxConfig outbox =
                new OutboxConfig(call.entryKind(), 1, BACKOFF, Duration.ofDays(30), Duration.ofMinutes(1), null);
        Counted counted = new Counted(call);
        KeycloakModelUtils.runJobInTransaction(sessions, new OutboxDrainerTask(outbox, counted, OutboxStore::new));
        return counted.called;
    }

    /** Keycloak's task does not say whether it found anything. */
    private static final class Counted implements OutboxDeliveryHandler {
        private final OutboxDeliveryHandler call;
        private boolean called;

        Counted(OutboxDeliveryHandler call) {
            this.call = call;
        }

        @Override
        public String entryKind() {
            return call.entryKind();
        }

        @Override
        public OutboxDeliveryResult deliver(KeycloakSession session, OutboxEntryEntity row) {
            called = true;
            return call.deliver(session, row);
        }
    }
}
