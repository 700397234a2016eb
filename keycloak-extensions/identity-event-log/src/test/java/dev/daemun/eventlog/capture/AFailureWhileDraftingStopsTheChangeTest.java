package dev.daemun.eventlog.capture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.daemun.eventlog.fakes.Fake;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.keycloak.events.Event;
import org.keycloak.events.EventListenerProvider;
import org.keycloak.events.EventType;
import org.keycloak.events.admin.AdminEvent;
import org.keycloak.events.admin.OperationType;
import org.keycloak.events.admin.ResourceType;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.KeycloakTransaction;
import org.keycloak.models.KeycloakTransactionManager;
import org.keycloak.models.RealmProvider;

class AFailureWhileDraftingStopsTheChangeTest {
    private final List<KeycloakTransaction> prepared = new ArrayList<>();
    private final List<KeycloakTransaction> completed = new ArrayList<>();
    private boolean rollbackOnly;
    private boolean committing;
    private Throwable cause = new IllegalStateException("the draft");

    static List<Consumer<EventListenerProvider>> events() {
        Event event = new Event();
        event.setType(EventType.LOGOUT);
        event.setRealmId("realm-id");
        AdminEvent adminEvent = new AdminEvent();
        adminEvent.setResourceType(ResourceType.USER);
        adminEvent.setOperationType(OperationType.UPDATE);
        adminEvent.setRealmId("realm-id");
        return List.of(listener -> listener.onEvent(event), listener -> listener.onEvent(adminEvent, true));
    }

    @ParameterizedTest
    @MethodSource("events")
    void itsCommitFails(Consumer<EventListenerProvider> event) {
        event.accept(new EventLogListener(session()));
        assertThat(prepared).hasSize(1);
        assertThatThrownBy(() -> commit(prepared.get(0))).hasCause(cause);
    }

    @ParameterizedTest
    @MethodSource("events")
    void alsoWhereAnotherVersionOfKeycloakLacksAMethod(Consumer<EventListenerProvider> event) {
        cause = new NoSuchMethodError("moved");
        event.accept(new EventLogListener(session()));
        assertThatThrownBy(() -> commit(prepared.get(0))).hasCause(cause);
    }

    /** As it is where the failure was the database's: Keycloak asks whether the transaction is marked, and doesn't even begin to commit. */
    @ParameterizedTest
    @MethodSource("events")
    void soDoesItsRollback(Consumer<EventListenerProvider> event) {
        event.accept(new EventLogListener(session()));
        assertThat(completed).hasSize(1);
        KeycloakTransaction transaction = completed.get(0);
        transaction.begin();
        assertThatThrownBy(transaction::rollback)
                .as("Keycloak drops any exception here")
                .isInstanceOf(Error.class)
                .hasCause(cause);
        transaction.rollback();
    }

    @ParameterizedTest
    @MethodSource("events")
    void alsoWhereTheCommitHasBegun(Consumer<EventListenerProvider> event) {
        committing = true;
        event.accept(new EventLogListener(session()));
        assertThat(rollbackOnly).isTrue();
    }

    private static void commit(KeycloakTransaction transaction) {
        transaction.begin();
        transaction.commit();
    }

    private KeycloakSession session() {
        KeycloakTransactionManager transactions = Fake.of(KeycloakTransactionManager.class, (method, arguments) -> {
            switch (method) {
                case "enlistPrepare" -> {
                    if (committing) {
                        throw new IllegalStateException("Keycloak's own check");
                    }
                    prepared.add((KeycloakTransaction) arguments[0]);
                }
                case "enlistAfterCompletion" -> completed.add((KeycloakTransaction) arguments[0]);
                case "setRollbackOnly" -> rollbackOnly = true;
                default -> throw new UnsupportedOperationException(method);
            }
            return null;
        });
        return Fake.of(KeycloakSession.class, (method, arguments) -> switch (method) {
            case "getTransactionManager" -> transactions;
            case "realms" ->
                Fake.of(RealmProvider.class, (lookUp, id) -> {
                    if (cause instanceof Error error) {
                        throw error;
                    }
                    throw (RuntimeException) cause;
                });
            default -> throw new UnsupportedOperationException(method);
        });
    }
}
