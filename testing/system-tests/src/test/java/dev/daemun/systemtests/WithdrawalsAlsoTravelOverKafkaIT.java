package dev.daemun.systemtests;

import static org.assertj.core.api.Assertions.assertThat;

import dev.daemun.localplatform.Parts;
import dev.daemun.localplatform.Ports;
import dev.daemun.localplatform.ServiceProcess;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.ResourceLock;

/** The feed's other road: whoever dies meanwhile, Kafka or Keycloak, a withdrawn token stays refused. */
@ResourceLock(KeycloakOnPostgresql.LOCK)
class WithdrawalsAlsoTravelOverKafkaIT {
    private static final String TOPIC = "withdrawals-daemun";
    private static final String SAMPLE_SERVICE = "sample-resource-service";
    private static final KeycloakOnPostgresql KEYCLOAK = KeycloakOnPostgresql.shared();
    private static final KafkaBroker KAFKA = KEYCLOAK.kafka;
    private static ServiceProcess service;

    @BeforeAll
    static void start() {
        KAFKA.start();
        service = startService();
    }

    @AfterAll
    static void stop() {
        service.close();
        KAFKA.close();
    }

    @Test
    void whoIsSignedOutIsRefusedAndNobodyElse() {
        try (LoggedUser person = LoggedUser.create();
                LoggedUser other = LoggedUser.create()) {
            String token = person.signIn().accessToken();
            String others = other.signIn().accessToken();
            requireAccepted(service, token);
            person.resource().logout();
            awaitRefused(service, token);
            requireAccepted(service, others);
        }
    }

    @Test
    void somethingElseInTheTopicHoldsUpNothing() {
        try (LoggedUser person = LoggedUser.create()) {
            String token = person.signIn().accessToken();
            requireAccepted(service, token);
            KAFKA.write(TOPIC, "somebody", "no withdrawal at all".getBytes(StandardCharsets.UTF_8));
            KAFKA.write(TOPIC, "somebody", "{}".getBytes(StandardCharsets.UTF_8));
            KAFKA.write(TOPIC, "somebody", null);
            person.resource().logout();
            awaitRefused(service, token);
        }
    }

    @Test
    void whatHappensWhileThereIsNoKafkaIsHeardOfAfterwards() {
        try (LoggedUser person = LoggedUser.create()) {
            String token = person.signIn().accessToken();
            requireAccepted(service, token);
            KAFKA.kill();
            person.resource().logout();
            await().until(() -> me(service, token).status() == 503);

            KAFKA.start();
            awaitRefused(service, token);
            try (ServiceProcess late = startService()) {
                awaitRefused(late, token);
            }
        }
    }

    @Test
    void whatKeycloakHasToldStaysTrueWhenItDies() {
        try (LoggedUser person = LoggedUser.create();
                LoggedUser next = LoggedUser.create()) {
            String token = person.signIn().accessToken();
            String nextsToken = next.signIn().accessToken();
            person.resource().logout();
            KEYCLOAK.kill();
            KEYCLOAK.startKeycloak();
            awaitRefused(service, token);

            await().until(() -> me(service, nextsToken).status() == 200);
            next.resource().logout();
            awaitRefused(service, nextsToken);
        }
    }

    private static ServiceProcess startService() {
        Ports ports = Ports.free();
        ServiceProcess started = ServiceProcess.start(
                SAMPLE_SERVICE,
                Parts.built().service(SAMPLE_SERVICE),
                ports.sampleService(),
                ports.sampleServiceManagement(),
                Map.of(
                        "DAEMUN_ISSUER",
                        KEYCLOAK.issuer(),
                        "DAEMUN_RESOURCESERVER_REVOCATIONFEED_KAFKATOPIC",
                        TOPIC,
                        "DAEMUN_RESOURCESERVER_REVOCATIONFEED_MAXAGE",
                        "5s",
                        "DAEMUN_RESOURCESERVER_REVOCATIONFEED_DENYWHENSTALE",
                        "/me",
                        "SPRING_KAFKA_BOOTSTRAPSERVERS",
                        KAFKA.address()),
                KEYCLOAK.logOf(SAMPLE_SERVICE));
        started.awaitReady();
        return started;
    }

    private static void requireAccepted(ServiceProcess service, String token) {
        assertThat(me(service, token).status()).isEqualTo(200);
    }

    private static void awaitRefused(ServiceProcess service, String token) {
        await().until(() -> me(service, token).status() == 401);
        assertThat(me(service, token).json().path("reason").asText()).isEqualTo("signed-out-everywhere");
    }

    private static ConditionFactory await() {
        return Awaitility.await().atMost(Duration.ofSeconds(60));
    }

    private static Call.Answer me(ServiceProcess service, String token) {
        return Call.to(service.url() + "/me").bearer(token).get();
    }
}
