package dev.daemun.systemtests;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.daemun.localplatform.ServiceProcess;
import jakarta.ws.rs.InternalServerErrorException;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.keycloak.admin.client.Keycloak;
import org.keycloak.admin.client.resource.RealmResource;

/**
 * People are changed on two nodes, while nodes, the database, Kafka, a webhook's receiver and services die, hang or are cut off at
 * random. Every acknowledged change is delivered, nothing else is, each person's in order; what was delivered adds up to Keycloak's
 * own state; and no service accepts a token once it has said that it knows of a moment after the token's end.
 *
 * <p>Each day has faults of its own; {@code -Dnemesis.seconds=3600 -Dnemesis.seed=1} goes on longer, or another way.
 */
@Order(2)
@ResourceLock(KeycloakOnPostgresql.LOCK)
class NothingIsLostWhileEverythingDiesIT {
    private static final int SECONDS = Integer.getInteger("nemesis.seconds", 180);
    private static final int PEOPLE = 4;

    /** No withdrawal may be heard later than this on any machine; a reader that waits for Keycloak's caches is held up for at least 15 s. */
    private static final Duration HELD_UP = Duration.ofSeconds(5);

    private static final String EVENTS = "identity-daemun";
    private static TwoNodes nodes;
    private static List<VictimService> services = List.of();

    private final long seed =
            Long.getLong("nemesis.seed", LocalDate.now(ZoneOffset.UTC).toEpochDay());
    private final SignedOutTokens signedOut = new SignedOutTokens(services);
    private final Acknowledgements acknowledgements = new Acknowledgements();

    @BeforeAll
    static void start() {
        nodes = TwoNodes.start();
        nodes.kafka.start();
        services = List.of(VictimService.overHttp(nodes), VictimService.overKafka(nodes));
        services.forEach(VictimService::awaitReady);
    }

    @AfterAll
    static void stop() {
        services.forEach(VictimService::close);
        if (nodes != null) {
            nodes.close();
        }
    }

    @Test
    void aWithdrawalOnOneNodeReachesAServiceOfTheOther() {
        try (Keycloak admin = nodes.node(0).admin();
                ServiceProcess service = nodes.startService(nodes.node(1))) {
            RealmResource realm = admin.realm("daemun");
            Customer customer = Customer.create(realm);
            String token = nodes.webApp().signIn(customer.login()).accessToken();
            assertThat(me(service, token)).isEqualTo(200);
            double nudges = nodes.node(1).nudgesByOtherNodes();
            realm.users().get(customer.id()).logout();
            HeardWithin.now(getClass(), "log-out at the other node").until(() -> me(service, token) == 401);
            // Not by each log-out: this node may see the row in the database and give it its position before the other
            // one does.
            Awaitility.await("a nudge, so that the node need not wait until it looks by itself")
                    .until(() -> {
                        realm.users().get(customer.id()).logout();
                        return nodes.node(1).nudgesByOtherNodes() > nudges;
                    });
        }
    }

    @Test
    void aNodeThatDiedKnowsAtItsNextStartWhatWasWithdrawn() {
        String token;
        try (Keycloak admin = nodes.node(0).admin()) {
            RealmResource realm = admin.realm("daemun");
            Customer customer = Customer.create(realm);
            token = nodes.webApp().signIn(customer.login()).accessToken();
            realm.users().get(customer.id()).logout();
        }
        nodes.node(1).kill();
        nodes.node(1).start();
        try (ServiceProcess service = nodes.startService(nodes.node(1))) {
            assertThat(me(service, token)).isEqualTo(401);
        }
    }

    /** Keycloak's caches wait for a node whose machine was lost, since nothing tells them that it is gone. */
    @Test
    void aLostMachineHoldsUpNoReaderOfTheOtherNode() {
        TwoNodes.Node survivor = nodes.node(0);
        TwoNodes.Node lost = nodes.node(1);
        try (Keycloak admin = survivor.admin()) {
            RealmResource realm = admin.realm("daemun");
            Customer customer = Customer.create(realm);
            nodes.splitAndMerge();
            nodes.webApp().signIn(customer.login());
            AttentiveReader known = AttentiveReader.known(survivor.realm());
            AttentiveReader unknown = AttentiveReader.unknown(survivor.realm());
            known.read();

            nodes.loseMachineOf(lost);
            try (RepeatedTasks readers = new RepeatedTasks()) {
                readers.add(known::read);
                readers.add(unknown::read);
                logOut(realm, customer);
                HeardWithin.now(getClass(), "log-out after the other node's machine was lost")
                        .until(() -> known.heardOf(customer) && unknown.heardOf(customer));
                nodes.noticeLossOf(lost);
                lost.start();
            }
            assertThat(known.oldestKnowledge()).as("of a reader that is known").isLessThan(HELD_UP);
            assertThat(unknown.oldestKnowledge())
                    .as("of a reader that is not known")
                    .isLessThan(HELD_UP);

            AttentiveReader ofTheRisen = AttentiveReader.known(lost.realm());
            Awaitility.await().until(() -> {
                ofTheRisen.read();
                return ofTheRisen.heardOf(customer);
            });
        }
    }

    @Test
    void whateverDiesAndWhenever() throws InterruptedException {
        System.out.printf("Faults for %d s, repeated by -Dnemesis.seed=%d%n", SECONDS, seed);
        Random random = new Random(seed);
        List<ChangedPerson> people =
                Stream.generate(() -> person(random)).limit(PEOPLE).toList();
        ChangedPerson contested = person(random);
        Nemesis nemesis = new Nemesis(nodes, services);
        try (RepeatedTasks meanwhile = new RepeatedTasks()) {
            people.forEach(person -> meanwhile.add(person::change));
            meanwhile.add(contested::disable);
            meanwhile.add(contested::saveAsEnabled);
            services.forEach(service -> meanwhile.add(() -> signedOut.ask(service)));
            nemesis.goOn(Duration.ofSeconds(SECONDS), random);
        }

        List<ChangedPerson> everybody = new ArrayList<>(people);
        everybody.add(contested);
        // What was held up by a fault may still be made.
        soon("everything is delivered and adds up to what the database has").untilAsserted(() -> {
            List<LogRows.Row> log = nodes.log().settled(0);
            requireDelivered(log, everybody, nodes.receiver.taken());
            requireDelivered(log, everybody, TestKafka.events(nodes.kafka, EVENTS));
            everybody.forEach(person -> person.requireStateOf(log));
        });
        people.forEach(person -> person.requireTrueAndInOrder(nodes.log().settled(0)));
        soon("services refuse what has ended").until(signedOut::areAllRefused);
        everybody.forEach(ChangedPerson::close);
        System.out.println(nemesis.table() + acknowledgements.table() + signedOut.table());
        assertThat(signedOut.violations()).isEmpty();
        assertThat(acknowledgements.count()).isGreaterThan(SECONDS);
        assertThat(signedOut.seenAccepted())
                .as("tokens that were good at first")
                .isPositive();
    }

    private static int me(ServiceProcess service, String token) {
        return Call.to(service.url() + "/me").bearer(token).get().status();
    }

    /** Keycloak may answer with 500 after 15 seconds, because its own message to the lost node fails. By then the log-out is made. */
    private static void logOut(RealmResource realm, Customer customer) {
        try {
            realm.users().get(customer.id()).logout();
        } catch (InternalServerErrorException made) {
            // The readers say that it is made.
        }
    }

    private ChangedPerson person(Random random) {
        return ChangedPerson.create(nodes, new Random(random.nextLong()), signedOut, acknowledgements);
    }

    private static ConditionFactory soon(String what) {
        return Awaitility.await(what).atMost(Duration.ofMinutes(2)).pollInterval(Duration.ofSeconds(1));
    }

    /** Each event of these people at least once, no other, and the first time in the order of the log. */
    private static void requireDelivered(List<LogRows.Row> log, List<ChangedPerson> people, List<JsonNode> arrived) {
        Set<String> ids = people.stream().map(ChangedPerson::id).collect(Collectors.toSet());
        Map<String, List<String>> logged = log.stream()
                .filter(row -> ids.contains(row.subject()))
                .collect(Collectors.groupingBy(
                        LogRows.Row::subject, Collectors.mapping(LogRows.Row::id, Collectors.toList())));
        Map<String, List<String>> delivered = arrived.stream()
                .filter(event -> ids.contains(event.path("subject").asText()))
                .collect(Collectors.groupingBy(
                        event -> event.path("subject").asText(),
                        Collectors.mapping(event -> event.path("id").asText(), Collectors.toList())));
        delivered.replaceAll((person, events) -> events.stream().distinct().toList());
        assertThat(delivered).isEqualTo(logged);
    }
}
