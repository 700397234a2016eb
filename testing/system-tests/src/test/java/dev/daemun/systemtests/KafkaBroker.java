package dev.daemun.systemtests;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.daemun.freeports.FreePort;
import dev.daemun.localplatform.Directories;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.awaitility.Awaitility;

/** A real Kafka in its own process, which can be killed and started again with its data. */
final class KafkaBroker implements AutoCloseable {
    private static final Path LIBS = Path.of("../kafka-broker/target/libs").toAbsolutePath();

    private static final String SOMEBODY_ELSES = "somebody-elses";

    private final Path directory;
    private final int port = FreePort.next();
    private final int controllerPort = FreePort.next();
    private Process process;

    KafkaBroker(Path directory) {
        this.directory = directory;
        Directories.delete(directory);
        write("server.properties", """
                process.roles=broker,controller
                node.id=1
                controller.quorum.voters=1@localhost:%d
                listeners=PLAINTEXT://localhost:%d,CONTROLLER://localhost:%d
                controller.listener.names=CONTROLLER
                log.dirs=%s
                offsets.topic.replication.factor=1
                transaction.state.log.replication.factor=1
                transaction.state.log.min.isr=1
                """.formatted(controllerPort, port, controllerPort, directory.resolve("data")));
        write("producer.properties", "bootstrap.servers=" + address() + "\n");
    }

    /** The jar of Kafka's client, which an operator adds to Keycloak's providers. */
    static Path client() {
        try (var jars = Files.newDirectoryStream(LIBS, "kafka-clients-*.jar")) {
            return jars.iterator().next();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    String address() {
        return "localhost:" + port;
    }

    Path producerProperties() {
        return directory.resolve("producer.properties");
    }

    void start() {
        if (!Files.exists(directory.resolve("data"))) {
            await(java("kafka.tools.StorageTool", "format", "-t", "MkU3OEVBNTcwNTJENDM2Qk", "-c", "server.properties"));
        }
        process = java("kafka.Kafka", "server.properties");
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", address()))) {
            Awaitility.await()
                    .atMost(Duration.ofMinutes(1))
                    .ignoreExceptions()
                    .until(() -> !admin.describeCluster().nodes().get().isEmpty());
        }
    }

    /** Kills the process as {@code kill -9} does. */
    void kill() {
        process.destroyForcibly();
        await(process);
    }

    ProcessHandle handle() {
        return process.toHandle();
    }

    /** All events that the relay has written to a topic so far, in the topic's order. */
    List<JsonNode> events(String topic) {
        Map<String, Object> settings = Map.of("bootstrap.servers", address(), "auto.offset.reset", "earliest");
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
    void write(String topic, String key, byte[] value) {
        try (KafkaProducer<String, byte[]> producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", address()), new StringSerializer(), new ByteArraySerializer())) {
            ProducerRecord<String, byte[]> record = new ProducerRecord<>(topic, key, value);
            record.headers().add(SOMEBODY_ELSES, new byte[0]);
            producer.send(record).get();
        } catch (ExecutionException | InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    @Override
    public void close() {
        if (process != null) {
            kill();
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

    private Process java(String... command) {
        List<String> all = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-Xmx512m", "-cp", LIBS + "/*"));
        all.addAll(List.of(command));
        try {
            return new ProcessBuilder(all)
                    .directory(directory.toFile())
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.appendTo(
                            directory.resolve("kafka.log").toFile()))
                    .start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void await(Process process) {
        try {
            process.waitFor();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void write(String file, String text) {
        try {
            Files.createDirectories(directory);
            Files.writeString(directory.resolve(file), text, StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
