package dev.daemun.systemtests;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.daemun.kafkabroker.KafkaBroker;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.ResourceLock;

/** Sign-ins work while Kafka is away; once it is there all events arrive, each user's in order. */
@ResourceLock(KeycloakOnPostgresql.LOCK)
class KafkaAwayHoldsUpNobodyIT {
    private static final KeycloakOnPostgresql KEYCLOAK = KeycloakOnPostgresql.shared();
    private static final KafkaBroker KAFKA = KEYCLOAK.kafka;
    private static final String TOPIC = "identity-daemun";
    private static final int PEOPLE = 20;
    private static final int SIGN_INS_OF_EACH = 50;
    private static final int SIGN_INS_OF_EACH_THE_SECOND_TIME = 5;

    @AfterAll
    static void stopKafka() {
        KAFKA.close();
    }

    @Test
    void everythingArrivesInOrderAfterwards() {
        List<LoggedUser> people =
                IntStream.range(0, PEOPLE).mapToObj(i -> LoggedUser.create()).toList();
        long before = KEYCLOAK.log().lastPosition();
        signInAndChange(people, SIGN_INS_OF_EACH);
        KAFKA.start();
        requireEverything(before, SIGN_INS_OF_EACH);

        long killed = KEYCLOAK.log().lastPosition();
        KAFKA.kill();
        signInAndChange(people, SIGN_INS_OF_EACH_THE_SECOND_TIME);
        KAFKA.start();
        requireEverything(killed, SIGN_INS_OF_EACH_THE_SECOND_TIME);
        people.forEach(LoggedUser::close);
    }

    /** Grants each person a role, signs the person in and takes the role away; none of that may fail. */
    private static void signInAndChange(List<LoggedUser> people, int signIns) {
        people.parallelStream().forEach(LoggedUser::grantManager);
        // By turns: Keycloak's guard against guessed passwords refuses whoever comes back before it is through with the
        // last time.
        for (int i = 0; i < signIns; i++) {
            people.parallelStream()
                    .forEach(person -> assertThat(person.signIn().accessToken()).isNotEmpty());
        }
        people.parallelStream()
                .forEach(person -> person.resource().roles().realmLevel().remove(person.manager()));
    }

    private static void requireEverything(long before, int signIns) {
        List<LogRows.Row> told = KEYCLOAK.log().settled(before).stream()
                .filter(row -> row.data().path("realm").asText().equals("daemun"))
                .toList();
        assertThat(told).hasSizeGreaterThanOrEqualTo(PEOPLE * (signIns + 2));
        Set<String> ids = told.stream().map(LogRows.Row::id).collect(Collectors.toSet());
        List<JsonNode> arrived = Awaitility.await()
                .atMost(Duration.ofSeconds(90))
                .pollInterval(Duration.ofSeconds(1))
                .until(
                        () -> TestKafka.events(KAFKA, TOPIC),
                        events -> events.stream()
                                .map(event -> event.path("id").asText())
                                .collect(Collectors.toSet())
                                .containsAll(ids));

        Set<String> seen = new HashSet<>();
        List<String> first = new ArrayList<>();
        for (JsonNode event : arrived) {
            String id = event.path("id").asText();
            if (ids.contains(id) && seen.add(id)) {
                first.add(id);
            }
        }
        assertThat(first)
                .as("without repeats, in the order of the log")
                .isEqualTo(told.stream().map(LogRows.Row::id).toList());
    }
}
