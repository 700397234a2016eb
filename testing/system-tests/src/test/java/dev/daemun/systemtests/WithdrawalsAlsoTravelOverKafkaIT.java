package dev.daemun.systemtests;

import static org.assertj.core.api.Assertions.assertThat;

import dev.daemun.kafkabroker.KafkaBroker;
import dev.daemun.localplatform.ServiceProcess;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.ResourceLock;

/** Services that read withdrawals from Kafka refuse withdrawn tokens, even when Kafka or Keycloak dies meanwhile. */
@ResourceLock(KeycloakOnPostgresql.LOCK)
class WithdrawalsAlsoTravelOverKafkaIT {
    private static final String TOPIC = "withdrawals-daemun";
    private static final String REASON = "signed-out-everywhere";
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
            ended("administrator logs the user out").refused(REASON, calls(token));
            requireAccepted(service, others);
        }
    }

    @Test
    void foreignRecordsInTheTopicHoldUpNothing() {
        try (LoggedUser person = LoggedUser.create()) {
            String token = person.signIn().accessToken();
            requireAccepted(service, token);
            TestKafka.write(KAFKA, TOPIC, "somebody", "no withdrawal at all".getBytes(StandardCharsets.UTF_8));
            TestKafka.write(KAFKA, TOPIC, "somebody", "{}".getBytes(StandardCharsets.UTF_8));
            TestKafka.write(KAFKA, TOPIC, "somebody", null);
            person.resource().logout();
            ended("log-out after foreign records in the topic").refused(REASON, calls(token));
        }
    }

    @Test
    void whatHappensWhileKafkaIsAwayIsKnownAfterwards() {
        try (LoggedUser person = LoggedUser.create()) {
            String token = person.signIn().accessToken();
            requireAccepted(service, token);
            KAFKA.kill();
            person.resource().logout();
            await().until(() -> me(service, token).status() == 503);

            KAFKA.start();
            awaitRefusedWithoutBeingAccepted(token);
            try (ServiceProcess late = startService()) {
                Call.Answer first = me(late, token);
                assertThat(first.status()).isEqualTo(401);
                assertThat(first.json().path("reason").asText()).isEqualTo(REASON);
            }
        }
    }

    @Test
    void aWithdrawalOutlivesTheKeycloakThatMadeIt() {
        try (LoggedUser person = LoggedUser.create();
                LoggedUser next = LoggedUser.create()) {
            String token = person.signIn().accessToken();
            String nextsToken = next.signIn().accessToken();
            person.resource().logout();
            KEYCLOAK.kill();
            KEYCLOAK.startKeycloak();
            awaitRefusedWithoutBeingAccepted(token);

            await().until(() -> me(service, nextsToken).status() == 200);
            next.resource().logout();
            ended("log-out after Keycloak's restart").refused(REASON, calls(nextsToken));
        }
    }

    private static ServiceProcess startService() {
        return Services.sample(
                "over-kafka",
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
                KEYCLOAK.logOf("over-kafka"));
    }

    private static void requireAccepted(ServiceProcess service, String token) {
        assertThat(me(service, token).status()).isEqualTo(200);
    }

    /** The service may answer 503 as long as its knowledge is old, but it may never accept the token in between. */
    private static void awaitRefusedWithoutBeingAccepted(String token) {
        Call.Answer[] last = new Call.Answer[1];
        await().until(() -> {
            last[0] = me(service, token);
            assertThat(last[0].status()).isIn(401, 503);
            return last[0].status() == 401;
        });
        assertThat(last[0].json().path("reason").asText()).isEqualTo(REASON);
    }

    private static HeardWithin ended(String action) {
        return HeardWithin.now(WithdrawalsAlsoTravelOverKafkaIT.class, action);
    }

    private static List<Supplier<Call.Answer>> calls(String token) {
        return List.of(() -> me(service, token));
    }

    private static ConditionFactory await() {
        return Awaitility.await().atMost(Duration.ofSeconds(60));
    }

    private static Call.Answer me(ServiceProcess service, String token) {
        return Call.to(service.url() + "/me").bearer(token).get();
    }
}
