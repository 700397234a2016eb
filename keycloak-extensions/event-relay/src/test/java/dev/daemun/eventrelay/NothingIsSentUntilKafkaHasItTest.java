package dev.daemun.eventrelay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Future;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.AuthenticationException;
import org.apache.kafka.common.errors.InvalidTopicException;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.Test;

class NothingIsSentUntilKafkaHasItTest {
    private final List<MockProducer<String, String>> connections = new ArrayList<>();
    private final ReliableProducer producer = new ReliableProducer(this::connect);
    private RuntimeException failure;

    @Test
    void acknowledgedIsSentOverOneConnection() throws InterruptedException {
        producer.send(List.of(record("1"), record("2")));
        producer.send(List.of(record("3")));
        assertThat(connections).hasSize(1);
        assertThat(connections.get(0).history())
                .extracting(ProducerRecord::value)
                .containsExactly("1", "2", "3");
        producer.close();
        assertThat(connections.get(0).closed()).isTrue();
        assertThatCode(producer::close).doesNotThrowAnyException();
    }

    @Test
    void afterAFailureItConnectsAnew() throws InterruptedException {
        for (RuntimeException cause : List.of(new TimeoutException("away"), new AuthenticationException("password"))) {
            failure = cause;
            assertThatThrownBy(() -> producer.send(List.of(record("1")))).isSameAs(cause);
            assertThat(connections.get(connections.size() - 1).closed()).isTrue();
        }
        failure = null;
        producer.send(List.of(record("1")));
        assertThat(connections).hasSize(3);
    }

    @Test
    void aRecordThatKafkaNeverTakesIsNoReasonToConnectAnew() throws InterruptedException {
        for (RuntimeException cause : List.of(new RecordTooLargeException(), new InvalidTopicException())) {
            failure = cause;
            assertThatThrownBy(() -> producer.send(List.of(record("1"))))
                    .isInstanceOfSatisfying(
                            KafkaException.class,
                            refusal -> assertThat(ReliableProducer.isRefusal(refusal))
                                    .isTrue());
        }
        assertThat(ReliableProducer.isRefusal(new TimeoutException("away"))).isFalse();
        assertThat(connections).hasSize(1);
    }

    private MockProducer<String, String> connect() {
        MockProducer<String, String> connection =
                new MockProducer<>(true, null, new StringSerializer(), new StringSerializer()) {
                    @Override
                    public synchronized Future<RecordMetadata> send(ProducerRecord<String, String> record) {
                        sendException = failure;
                        return super.send(record);
                    }
                };
        connections.add(connection);
        return connection;
    }

    private static ProducerRecord<String, String> record(String value) {
        return new ProducerRecord<>("topic", "key", value);
    }
}
