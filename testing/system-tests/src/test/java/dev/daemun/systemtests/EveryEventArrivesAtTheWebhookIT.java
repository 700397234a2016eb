package dev.daemun.systemtests;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import jakarta.ws.rs.ProcessingException;
import jakarta.ws.rs.core.Response;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Collectors;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.keycloak.admin.client.CreatedResponseUtil;
import org.keycloak.admin.client.Keycloak;
import org.keycloak.representations.idm.UserRepresentation;

/** Events arrive at least once and in order, even when Keycloak dies or the receiver answers with errors in between. */
@ResourceLock(KeycloakOnPostgresql.LOCK)
class EveryEventArrivesAtTheWebhookIT {
    private static final String DEFAULT_ROLES = "role-granted default-roles-daemun";
    private static final String GRANTED = "role-granted order-manager";
    private static final String READ_TO =
            "SELECT POSITION FROM DAEMUN_EVENT_READER WHERE NAME = 'event-relay/webhook/first'";
    private static final KeycloakOnPostgresql KEYCLOAK = KeycloakOnPostgresql.shared();

    private LoggedUser user;

    @BeforeEach
    void createUser() {
        user = LoggedUser.create();
        KEYCLOAK.first.await(user.id(), "registered");
    }

    @AfterEach
    void letBothReceiversTakeEverything() {
        KEYCLOAK.first.takeEverything();
        KEYCLOAK.second.takeEverything();
        user.close();
    }

    @Test
    void signedAndInOrderAndAsCloudEvents() {
        user.signIn();
        user.grantManager();
        user.resource().logout();
        KEYCLOAK.first.await(user.id(), "signed-out-everywhere");

        List<JsonNode> events = KEYCLOAK.first.taken(user.id());
        assertThat(events)
                .extracting(EveryEventArrivesAtTheWebhookIT::what)
                .containsExactly("registered", DEFAULT_ROLES, "signed-in", GRANTED, "signed-out-everywhere");
        assertThat(events)
                .extracting(event -> Long.parseLong(event.path("sequence").asText()))
                .isSorted();
        JsonNode signedIn = events.get(2);
        assertThat(signedIn.path("specversion").asText()).isEqualTo("1.0");
        assertThat(signedIn.path("source").asText()).isEqualTo(KEYCLOAK.issuer());
        assertThat(signedIn.path("partitionkey").asText()).isEqualTo(user.id());
        assertThat(signedIn.path("data").path("clientId").asText()).isEqualTo("sample-web-app");
        assertThat(KEYCLOAK.first.badlySigned()).isEmpty();
    }

    @Test
    void onlyTheConfiguredTypesAndSignedWithBothSecrets() {
        user.signIn();
        user.resource().remove();
        KEYCLOAK.second.await(user.id(), "deleted");
        assertThat(KEYCLOAK.second.taken(user.id()))
                .extracting(EveryEventArrivesAtTheWebhookIT::what)
                .containsExactly("registered", "deleted");
        assertThat(KEYCLOAK.second.badlySigned()).isEmpty();
        user = LoggedUser.create();
    }

    @Test
    void aReceiverThatIsAwayMissesNothingEvenIfKeycloakDiesMeanwhile() {
        KEYCLOAK.first.answer(event -> 503);
        user.signIn();
        user.grantManager();
        KEYCLOAK.kill();
        KEYCLOAK.startKeycloak();
        user.resource().logout();
        KEYCLOAK.first.takeEverything();
        KEYCLOAK.first.await(user.id(), "signed-out-everywhere");
        assertThat(KEYCLOAK.first.taken(user.id()).stream()
                        .map(EveryEventArrivesAtTheWebhookIT::what)
                        .distinct())
                .containsExactly("registered", DEFAULT_ROLES, "signed-in", GRANTED, "signed-out-everywhere");
    }

    @Test
    void anEventWhoseAnswerWasLostIsDeliveredAgainWithTheSameId() {
        AtomicBoolean killed = new AtomicBoolean();
        KEYCLOAK.first.answer(event -> {
            if (what(event).equals(GRANTED)
                    && event.path("subject").asText().equals(user.id())
                    && killed.compareAndSet(false, true)) {
                KEYCLOAK.kill();
            }
            return 204;
        });
        try {
            user.grantManager();
        } catch (ProcessingException e) {
            // Keycloak had delivered the event and was killed before it answered the administrator.
        }
        Awaitility.await().untilTrue(killed);
        KEYCLOAK.startKeycloak();
        awaitTwice(GRANTED);
        assertThat(KEYCLOAK.first.taken(user.id()).stream()
                        .filter(event -> what(event).equals(GRANTED))
                        .collect(Collectors.toSet()))
                .as("both deliveries are of the same event, with the same id")
                .hasSize(1);
    }

    @Test
    void anEventWhoseCursorWasNotStoredIsDeliveredAgain() throws SQLException {
        try (Connection connection = KEYCLOAK.database().getConnection();
                Statement statement = connection.createStatement()) {
            connection.setAutoCommit(false);
            statement.execute("SELECT * FROM DAEMUN_EVENT_READER WHERE NAME = 'event-relay/webhook/first' FOR UPDATE");
            user.grantManager();
            await(GRANTED);
            KEYCLOAK.kill();
            statement.execute("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE wait_event_type = 'Lock'");
            connection.rollback();
        }
        KEYCLOAK.startKeycloak();
        awaitTwice(GRANTED);
        assertThat(Set.copyOf(KEYCLOAK.first.taken(user.id())))
                .as("without repeats, which have the same id, only what happened")
                .extracting(EveryEventArrivesAtTheWebhookIT::what)
                .containsExactlyInAnyOrder("registered", DEFAULT_ROLES, GRANTED);
    }

    @Test
    void eventsOfADeletedRealmAreDeliveredToo() {
        KEYCLOAK.second.answer(event -> 503);
        String leaver;
        try (Keycloak admin = KEYCLOAK.admin()) {
            admin.realms().create(EmptyRealm.named("leaving"));
            UserRepresentation representation = new UserRepresentation();
            representation.setUsername("leaver");
            try (Response created = admin.realm("leaving").users().create(representation)) {
                leaver = CreatedResponseUtil.getCreatedId(created);
            }
            admin.realm("leaving").remove();
        }
        user.resource().remove();
        KEYCLOAK.kill();
        KEYCLOAK.startKeycloak();
        KEYCLOAK.second.takeEverything();

        KEYCLOAK.second.await(user.id(), "deleted");
        JsonNode registered = KEYCLOAK.second.await(leaver, "registered");
        assertThat(registered.path("source").asText()).isEqualTo(KEYCLOAK.url() + "/realms/leaving");
        assertThat(registered.path("data").path("realm").asText()).isEqualTo("leaving");
        user = LoggedUser.create();
    }

    @Test
    void aReceiverThatRefusesEverythingHoldsUpNoOther() {
        KEYCLOAK.second.answer(event -> 500);
        user.grantManager();
        await(GRANTED);
    }

    @Test
    void aRefusedEventBlocksNobodyAndCanBeReplayed() {
        double counted = first("dead_letters_total");
        KEYCLOAK.first.answer(event -> what(event).equals(GRANTED) ? 422 : 204);
        user.grantManager();
        user.signIn();
        KEYCLOAK.first.await(user.id(), "signed-in");
        String admin = user.admin().tokenManager().getAccessTokenString();
        JsonNode dead = deadLetters(admin);
        assertThat(dead).hasSize(1);
        assertThat(first("dead_letters_total")).isEqualTo(counted + 1);
        assertThat(dead.get(0).path("reason").asText()).isEqualTo("HTTP 422");
        assertThat(dead.get(0).path("destination").asText()).isEqualTo("webhook/first");
        String one = "/" + dead.get(0).path("id").asText();
        assertThat(operator(one).bearer(admin).get().json().path("subject").asText())
                .isEqualTo(user.id());

        assertThat(operator(one + "/replay").bearer(admin).postForm(Map.of()).status())
                .isEqualTo(204);
        Awaitility.await().until(() -> !deadLetters(admin).get(0).path("replay").asBoolean());
        assertThat(KEYCLOAK.first.taken(user.id()))
                .as("the receiver still refuses the event")
                .extracting(EveryEventArrivesAtTheWebhookIT::what)
                .doesNotContain(GRANTED);

        KEYCLOAK.first.takeEverything();
        assertThat(operator(one + "/replay").bearer(admin).postForm(Map.of()).status())
                .isEqualTo(204);
        await(GRANTED);
        Awaitility.await().until(() -> deadLetters(admin).isEmpty());
        assertThat(operator(one).bearer(admin).get().status()).isEqualTo(404);
    }

    @Test
    void deadLettersAreForOperatorsOnly() {
        assertThat(operator("").get().status()).isEqualTo(401);
        assertThat(operator("").bearer(user.signIn().accessToken()).get().status())
                .isIn(401, 403);
        String report = Feed.serviceAccount(KEYCLOAK.issuer(), "sample-order-report", TestRealm.REPORT_SECRET);
        assertThat(operator("").bearer(report).get().status()).isEqualTo(403);
    }

    @Test
    void keycloaksMetricsCountDeliveriesFailuresAndWhatWaits() {
        awaitNothingWaiting();
        double deliveries = first("deliveries_total");
        double failures = first("failures_total");
        KEYCLOAK.first.answer(event -> 503);
        user.grantManager();
        user.resource().logout();
        Awaitility.await()
                .atMost(Duration.ofSeconds(30))
                .until(() -> first("failures_total") > failures && first("lag_events") >= 2);
        double lag = first("lag_seconds");
        assertThat(lag).isPositive();
        Awaitility.await().until(() -> first("lag_seconds") > lag);
        assertThat(first("deliveries_total")).isEqualTo(deliveries);

        KEYCLOAK.first.takeEverything();
        awaitNothingWaiting();
        assertThat(first("lag_seconds")).isZero();
        assertThat(first("deliveries_total")).isEqualTo(deliveries + 2);
    }

    /** Waits until the relay has read the whole log; by then each delivery is counted too. */
    private void awaitNothingWaiting() {
        long last = KEYCLOAK.log().settled(0).stream()
                .mapToLong(LogRows.Row::position)
                .max()
                .orElseThrow();
        Awaitility.await()
                .atMost(Duration.ofSeconds(30))
                .until(() -> KEYCLOAK.log().number(READ_TO) >= last && first("lag_events") == 0);
    }

    private static double first(String metric) {
        return new Metrics(KEYCLOAK.metrics()).value("daemun_relay_" + metric, "destination=\"webhook/first\"");
    }

    private void await(String what) {
        Awaitility.await()
                .atMost(Duration.ofSeconds(30))
                .until(() -> KEYCLOAK.first.taken(user.id()).stream()
                        .anyMatch(event -> what(event).equals(what)));
    }

    private void awaitTwice(String what) {
        Awaitility.await()
                .atMost(Duration.ofSeconds(30))
                .until(() -> KEYCLOAK.first.taken(user.id()).stream()
                                .filter(event -> what(event).equals(what))
                                .count()
                        >= 2);
    }

    private static JsonNode deadLetters(String admin) {
        return operator("").bearer(admin).get().json();
    }

    private static Call operator(String path) {
        return Call.to(KEYCLOAK.url() + "/admin/realms/daemun/dead-letters" + path);
    }

    private static String what(JsonNode event) {
        String type = event.path("type").asText();
        String what = type.substring("dev.daemun.identity.".length(), type.length() - ".v1".length());
        return what.equals("role-granted")
                ? what + " " + event.path("data").path("role").asText()
                : what;
    }
}
