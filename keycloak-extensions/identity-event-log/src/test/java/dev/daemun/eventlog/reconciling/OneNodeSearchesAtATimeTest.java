package dev.daemun.eventlog.reconciling;

import static org.assertj.core.api.Assertions.assertThat;

import dev.daemun.eventlog.RepeatedWork.Next;
import dev.daemun.eventlog.fakes.TestDatabase;
import java.time.Duration;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class OneNodeSearchesAtATimeTest {
    private static final String CLIENTS = IntStream.range(0, 1_100)
            .mapToObj(i -> "('c" + i + "', 'R', 'c" + i + "', TRUE, 0)")
            .collect(Collectors.joining(",", "INSERT INTO CLIENT VALUES ", ""));

    @ParameterizedTest
    @EnumSource(TestDatabase.class)
    void andNobodySearchesAgainBeforeItIsTime(TestDatabase kind) throws Exception {
        SearchedKeycloak keycloak = new SearchedKeycloak(kind);
        Reconciler other = keycloak.node();
        keycloak.execute("DELETE FROM OFFLINE_USER_SESSION");
        Next next = other.round();
        assertThat(next).isEqualTo(Next.onNudge(SearchedKeycloak.INTERVAL));
        assertThat(keycloak.recorded).isEmpty();
        keycloak.clock.advance(SearchedKeycloak.INTERVAL);
        other.round();
        assertThat(keycloak.found()).containsExactly("session-ended U");
    }

    @ParameterizedTest
    @EnumSource(TestDatabase.class)
    void andWhereItDiesInTheMiddleAnotherGoesOn(TestDatabase kind) throws Exception {
        SearchedKeycloak keycloak = new SearchedKeycloak(kind);
        keycloak.execute(CLIENTS);
        keycloak.search();
        keycloak.execute("DELETE FROM OFFLINE_USER_SESSION");
        keycloak.clock.advance(SearchedKeycloak.INTERVAL);
        Reconciler dying = keycloak.node();
        assertThat(dying.round().endsByNudge()).as("there is more to do").isFalse();
        Reconciler other = keycloak.node();
        assertThat(other.round()).isEqualTo(Next.onNudge(Duration.ofSeconds(5)));
        assertThat(keycloak.recorded).isEmpty();
        keycloak.clock.advance(Duration.ofSeconds(5));
        assertThat(other.round()).as("until the pass was to be over").isEqualTo(Next.onNudge(Duration.ofSeconds(15)));
        assertThat(keycloak.found()).containsExactly("session-ended U");
        assertThat(dying.round()).isEqualTo(Next.onNudge(Duration.ofSeconds(15)));
    }
}
