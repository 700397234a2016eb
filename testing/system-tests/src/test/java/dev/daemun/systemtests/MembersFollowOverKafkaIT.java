package dev.daemun.systemtests;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.daemun.kafkabroker.KafkaBroker;
import dev.daemun.localplatform.ServiceProcess;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.stream.StreamSupport;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.ResourceLock;

/** The sample service reads events from Kafka, in spite of foreign records and of Kafka's restarts. */
@ResourceLock(KeycloakOnPostgresql.LOCK)
class MembersFollowOverKafkaIT {
    private static final String TOPIC = "identity-daemun";
    private static final KeycloakOnPostgresql KEYCLOAK = KeycloakOnPostgresql.shared();
    private static final KafkaBroker KAFKA = KEYCLOAK.kafka;
    private static ServiceProcess service;

    @BeforeAll
    static void start() {
        KAFKA.start();
        service = Services.sample(
                "members",
                Map.of(
                        "DAEMUN_ISSUER", KEYCLOAK.issuer(),
                        "SAMPLE_MEMBERS_KAFKATOPIC", TOPIC,
                        "SPRING_KAFKA_BOOTSTRAPSERVERS", KAFKA.address()),
                KEYCLOAK.logOf("members"));
    }

    @AfterAll
    static void stop() {
        service.close();
        KAFKA.close();
    }

    @Test
    void anAccountIsAMemberAsLongAsItIsThere() {
        try (LoggedUser manager = LoggedUser.create()) {
            manager.grantManager();
            String token = manager.signIn().accessToken();
            Awaitility.await()
                    .atMost(Duration.ofSeconds(60))
                    .until(() -> member(token, manager.id())
                            .filter(member -> member.path("lastSignedInAt").isTextual())
                            .isPresent());

            TestKafka.write(KAFKA, TOPIC, manager.id(), "no event at all".getBytes(StandardCharsets.UTF_8));
            TestKafka.write(KAFKA, TOPIC, manager.id(), null);
            LoggedUser leaver = LoggedUser.create();
            Awaitility.await()
                    .atMost(Duration.ofSeconds(60))
                    .until(() -> member(token, leaver.id()).isPresent());

            KAFKA.kill();
            leaver.close();
            KAFKA.start();
            Awaitility.await()
                    .atMost(Duration.ofSeconds(60))
                    .until(() -> member(token, leaver.id()).isEmpty());
            assertThat(member(token, manager.id())).isPresent();
        }
    }

    private static Optional<JsonNode> member(String token, String id) {
        Call.Answer answer = Call.to(service.url() + "/members").bearer(token).get();
        assertThat(answer.status()).isEqualTo(200);
        return StreamSupport.stream(answer.json().spliterator(), false)
                .filter(member -> member.path("id").asText().equals(id))
                .findAny();
    }
}
