package dev.daemun.eventlog.capture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.daemun.eventlog.fakes.Fake;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.KeycloakTransaction;
import org.keycloak.models.KeycloakTransactionManager;

class WorkJoinsACommitUntilItBeginsTest {
    private final List<String> done = new ArrayList<>();
    private final List<KeycloakTransaction> before = new ArrayList<>();
    private final List<KeycloakTransaction> after = new ArrayList<>();
    private boolean begun;

    @Test
    void itIsDoneAtItsStepOfTheCommit() {
        assertThat(OnCommit.joins(session(), () -> done.add("before"))).isTrue();
        OnCommit.isFollowedBy(session(), () -> done.add("after"));
        assertThat(done).isEmpty();
        commit(before);
        assertThat(done).containsExactly("before");
        commit(after);
        assertThat(done).containsExactly("before", "after");
    }

    @Test
    void itsFailureIsTheCommits() {
        assertThat(OnCommit.joins(session(), () -> {
                    throw new IllegalArgumentException("the work");
                }))
                .isTrue();
        assertThatThrownBy(() -> commit(before)).hasMessage("the work");
    }

    @Test
    void aRollbackDropsIt() {
        OnCommit.isFollowedBy(session(), () -> done.add("after"));
        assertThat(OnCommit.joins(session(), () -> done.add("before"))).isTrue();
        for (List<KeycloakTransaction> step : List.of(before, after)) {
            step.forEach(KeycloakTransaction::begin);
            step.forEach(KeycloakTransaction::rollback);
        }
        assertThat(done).isEmpty();
    }

    @Test
    void onceTheCommitHasBegunTheCallerDecides() {
        begun = true;
        assertThat(OnCommit.joins(session(), () -> done.add("before"))).isFalse();
        assertThat(done).isEmpty();
    }

    private static void commit(List<KeycloakTransaction> step) {
        step.forEach(KeycloakTransaction::begin);
        step.forEach(KeycloakTransaction::commit);
    }

    private KeycloakSession session() {
        KeycloakTransactionManager transactions = Fake.of(KeycloakTransactionManager.class, (method, arguments) -> {
            if (begun) {
                throw new IllegalStateException("Keycloak's own check");
            }
            switch (method) {
                case "enlistPrepare" -> before.add((KeycloakTransaction) arguments[0]);
                case "enlistAfterCompletion" -> after.add((KeycloakTransaction) arguments[0]);
                default -> throw new UnsupportedOperationException(method);
            }
            return null;
        });
        return Fake.of(KeycloakSession.class, (method, arguments) -> {
            assertThat(method).isEqualTo("getTransactionManager");
            return transactions;
        });
    }
}
