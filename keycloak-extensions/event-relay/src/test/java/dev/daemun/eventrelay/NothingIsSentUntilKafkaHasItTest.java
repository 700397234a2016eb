package dev.daemun.eventrelay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import java.util.function.Function;
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
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NothingIsSentUntilKafkaHasItTest {
    private final List<MockProducer<String, String>> connections = new ArrayList<>();
    private final ReliableProducer producer = new ReliableProducer(this::connect);
    private Function<ProducerRecord<String, String>, RuntimeException> failures = record -> null;
    private boolean failsByFuture;

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
            failures = record -> cause;
            assertThatThrownBy(() -> producer.send(List.of(record("1")))).isSameAs(cause);
            assertThat(connections.get(connections.size() - 1).closed()).isTrue();
        }
        failures = record -> null;
        producer.send(List.of(record("1")));
        assertThat(connections).hasSize(3);
    }

    @Test
    void aRecordThatKafkaNeverTakesIsNoReasonToConnectAnew() throws InterruptedException {
        for (RuntimeException cause : List.of(new RecordTooLargeException(), new InvalidTopicException())) {
            failures = record -> cause;
            assertThatThrownBy(() -> producer.send(List.of(record("1"))))
                    .isInstanceOfSatisfying(
                            KafkaException.class,
                            refusal -> assertThat(ReliableProducer.isRefusal(refusal))
                                    .isTrue());
        }
        assertThat(ReliableProducer.isRefusal(new TimeoutException("away"))).isFalse();
        assertThat(connections).hasSize(1);
    }

    @Test
    void whatBecameOfEachIsSaidOfEach() throws InterruptedException {
        failures = record -> record.value().equals("2") ? new RecordTooLargeException() : null;
        List<Optional<KafkaException>> outcomes = producer.trySend(List.of(record("1"), record("2"), record("3")));
        assertThat(outcomes.get(0)).isEmpty();
        assertThat(outcomes.get(1)).containsInstanceOf(RecordTooLargeException.class);
        assertThat(outcomes.get(2)).isEmpty();
        assertThat(connections)
                .singleElement()
                .satisfies(one -> assertThat(one.history())
                        .extracting(ProducerRecord::value)
                        .containsExactly("1", "3"));
        assertThat(connections.get(0).closed()).isFalse();
    }

    /** Each that is sent to a Kafka that is away may take seconds, whether it fails by an exception or by its future. */
    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void afterOneThatFindsKafkaAwayNoFurtherOneIsSent(boolean byFuture) throws InterruptedException {
        failsByFuture = byFuture;
        TimeoutException away = new TimeoutException("away");
        List<String> asked = new ArrayList<>();
        failures = record -> {
            asked.add(record.value());
            return record.value().equals("2") ? away : null;
        };
        assertThat(producer.trySend(List.of(record("1"), record("2"), record("3"), record("4"))))
                .containsExactly(Optional.empty(), Optional.of(away), Optional.of(away), Optional.of(away));
        assertThat(asked).containsExactly("1", "2");
        assertThat(connections)
                .singleElement()
                .satisfies(one -> assertThat(one.closed()).isTrue());
    }

    private MockProducer<String, String> connect() {
        MockProducer<String, String> connection =
                new MockProducer<>(true, null, new StringSerializer(), new StringSerializer()) {
                    @Override
                    public synchronized Future<RecordMetadata> send(ProducerRecord<String, String> record) {
                        RuntimeException failure = failures.apply(record);
                        if (failure != null && failsByFuture) {
                            return CompletableFuture.failedFuture(failure);
                        }
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
