package dev.daemun.systemtests;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.daemun.freeports.FreePort;
import dev.daemun.kafkabroker.KafkaBroker;
import dev.daemun.localplatform.Directories;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;

/** A broker for tests, and what the relay and others have written to it. */
final class TestKafka {
    private static final Path LIBS = Path.of("../kafka-broker/target/libs");

    private static final String SOMEBODY_ELSES = "somebody-elses";

    private TestKafka() {}

    /** An empty one that is not started yet. */
    static KafkaBroker in(Path directory) {
        Directories.delete(directory);
        return new KafkaBroker(LIBS, directory, FreePort.next(), FreePort.next());
    }

    /** The jar of Kafka's client, which an operator adds to Keycloak's providers. */
    static Path client() {
        return KafkaBroker.client(LIBS);
    }

    /** All events that the relay has written to a topic so far, in the topic's order. */
    static List<JsonNode> events(KafkaBroker kafka, String topic) {
        Map<String, Object> settings = Map.of("bootstrap.servers", kafka.address(), "auto.offset.reset", "earliest");
        List<JsonNode> events = new ArrayList<>();
        try (KafkaConsumer<String, String> consumer =
                new KafkaConsumer<>(settings, new StringDeserializer(), new StringDeserializer())) {
            TopicPartition partition = new TopicPartition(topic, 0);
            consumer.assign(List.of(partition));
            consumer.seekToBeginning(List.of(partition));
            long end = consumer.endOffsets(List.of(partition)).get(partition);
            while (consumer.position(partition) < end) {
                for (ConsumerRecord<String, String> record : consumer.poll(Duration.ofSeconds(1))) {
                    if (record.headers().lastHeader(SOMEBODY_ELSES) == null) {
                        events.add(event(record));
                    }
                }
            }
        }
        return events;
    }

    /** Writes a record to a topic that does not come from the relay. */
    static void write(KafkaBroker kafka, String topic, String key, byte[] value) {
        try (KafkaProducer<String, byte[]> producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", kafka.address()), new StringSerializer(), new ByteArraySerializer())) {
            ProducerRecord<String, byte[]> record = new ProducerRecord<>(topic, key, value);
            record.headers().add(SOMEBODY_ELSES, new byte[0]);
            producer.send(record).get();
        } catch (ExecutionException | InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    private static JsonNode event(ConsumerRecord<String, String> record) {
        try {
            JsonNode event = new ObjectMapper().readTree(record.value());
            if (!event.path("partitionkey").asText().equals(record.key())) {
                throw new AssertionError("The key is " + record.key() + " of " + event);
            }
            return event;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
