package dev.daemun.eventlog;

import java.util.function.Consumer;
import java.util.function.Function;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.KeycloakSessionFactory;
import org.keycloak.models.utils.KeycloakModelUtils;

/** Runs work in Keycloak sessions and transactions of its own, for threads that no request has started. */
public interface Transactions {
    /** Runs the work in a new transaction, which is committed when the work returns and rolled back when it throws. */
    <T> T call(Function<KeycloakSession, T> work);

    /** The same for work that returns nothing. */
    default void run(Consumer<KeycloakSession> work) {
        call(session -> {
            work.accept(session);
            return null;
        });
    }

    /** Transactions of this Keycloak process. */
    static Transactions of(KeycloakSessionFactory sessions) {
        return new Transactions() {
            @Override
            public <T> T call(Function<KeycloakSession, T> work) {
                return KeycloakModelUtils.runJobInTransactionWithResult(sessions, work::apply);
            }
        };
    }
}
