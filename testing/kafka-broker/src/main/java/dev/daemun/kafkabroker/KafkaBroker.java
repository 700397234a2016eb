package dev.daemun.kafkabroker;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.awaitility.Awaitility;

/** A real Kafka in its own process, which can be killed and started again with its data. */
public final class KafkaBroker implements AutoCloseable {
    private final Path libs;
    private final Path directory;
    private final int port;
    private Process process;

    /**
     * A broker that is not started yet.
     *
     * @param libs where this module's build has laid Kafka's jars: {@code testing/kafka-broker/target/libs}
     * @param directory for its settings, its log and its data; nothing of a broker before may be in it
     * @param port for its clients
     * @param controllerPort for itself
     */
    public KafkaBroker(Path libs, Path directory, int port, int controllerPort) {
        this.libs = libs.toAbsolutePath();
        this.directory = directory;
        this.port = port;
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
    public static Path client(Path libs) {
        try (var jars = Files.newDirectoryStream(libs, "kafka-clients-*.jar")) {
            return jars.iterator().next();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** {@code localhost} with its port, as {@code bootstrap.servers} wants it. */
    public String address() {
        return "localhost:" + port;
    }

    /** The file with a producer's settings that belongs to it. */
    public Path producerProperties() {
        return directory.resolve("producer.properties");
    }

    /** Starts it, or starts it again with its data, and waits until it answers. */
    public void start() {
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
    public void kill() {
        process.destroyForcibly();
        await(process);
    }

    /** Its process, once it was started. */
    public ProcessHandle handle() {
        return process.toHandle();
    }

    @Override
    public void close() {
        if (process != null) {
            kill();
        }
    }

    private Process java(String... command) {
        List<String> all = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-Xmx512m", "-cp", libs + "/*"));
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
