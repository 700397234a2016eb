package dev.daemun.eventrelay.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import dev.daemun.eventrelay.KafkaTarget;
import dev.daemun.eventrelay.KafkaTopic;
import dev.daemun.eventrelay.Letter;
import dev.daemun.eventrelay.Outcome;
import dev.daemun.eventrelay.ReliableProducer;
import dev.daemun.eventrelay.Selection;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Properties;
import java.util.Set;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.errors.InvalidTopicException;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.errors.SaslAuthenticationException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.Test;

class EachEventGoesToItsRealmsTopicTest {
    private static final Letter LETTER = new Letter("event-id", "daemun", "user", "{\"id\":\"event-id\"}");

    private final MockProducer<String, String> kafka =
            new MockProducer<>(true, null, new StringSerializer(), new StringSerializer());
    private final KafkaDestination destination = new KafkaDestination(
            new KafkaSettings(
                    "events",
                    new KafkaTarget(new KafkaTopic("identity-{realm}"), new Properties()),
                    new Selection(Set.of(), Set.of())),
            new ReliableProducer(() -> kafka));

    @Test
    void underItsUsersKeyAsACloudEvent() throws InterruptedException {
        assertThat(destination.name()).isEqualTo("kafka/events");
        assertThat(destination.deliver(LETTER)).isEqualTo(Outcome.DELIVERED);
        ProducerRecord<String, String> sent = kafka.history().get(0);
        assertThat(sent.topic()).isEqualTo("identity-daemun");
        assertThat(sent.key()).isEqualTo("user");
        assertThat(sent.value()).isEqualTo(LETTER.json());
        assertThat(new String(sent.headers().lastHeader("content-type").value(), StandardCharsets.UTF_8))
                .isEqualTo("application/cloudevents+json; charset=UTF-8");
        destination.close();
        assertThat(kafka.closed()).isTrue();
    }

    @Test
    void severalAtOnceKeepTheirOrder() throws InterruptedException {
        assertThat(destination.mostAtOnce()).isGreaterThan(1);
        Letter another = new Letter("another-id", "second", "somebody", "{\"id\":\"another-id\"}");
        assertThat(destination.deliverAll(List.of(LETTER, another)))
                .containsExactly(Outcome.DELIVERED, Outcome.DELIVERED);
        assertThat(kafka.history())
                .extracting(record -> record.topic() + " " + record.key() + " " + record.value())
                .containsExactly("identity-daemun user " + LETTER.json(), "identity-second somebody " + another.json());
    }

    @Test
    void onlyAFaultOfTheEventItselfRefusesIt() throws InterruptedException {
        kafka.sendException = new RecordTooLargeException();
        assertThat(destination.deliver(LETTER)).isEqualTo(Outcome.refused("RecordTooLargeException"));
        kafka.sendException = new InvalidTopicException();
        assertThat(destination.deliver(LETTER)).isEqualTo(Outcome.refused("InvalidTopicException"));
    }

    @Test
    void aKafkaThatIsAwayGetsItAgain() throws InterruptedException {
        kafka.sendException = new TimeoutException("away");
        assertThat(destination.deliver(LETTER)).isEqualTo(Outcome.away("TimeoutException"));
    }

    @Test
    void aWrongPasswordLosesNothing() throws InterruptedException {
        kafka.sendException = new SaslAuthenticationException("password");
        assertThat(destination.deliver(LETTER)).isEqualTo(Outcome.away("SaslAuthenticationException"));
    }

    @Test
    void noRightToWriteLosesNothing() throws InterruptedException {
        kafka.sendException = new TopicAuthorizationException("no");
        assertThat(destination.deliver(LETTER)).isEqualTo(Outcome.away("TopicAuthorizationException"));
    }
}
