package dev.daemun.benchmarks;

import com.sun.net.httpserver.HttpServer;
import dev.daemun.freeports.FreePort;
import dev.daemun.kafkabroker.KafkaBroker;
import dev.daemun.localplatform.Directories;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.function.IntSupplier;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * Measures how long a burst of events takes to Kafka and to a webhook, and what each event costs Keycloak. Beside it is what the same
 * broker takes from Kafka's producer alone, as a listener would use it that sends straight away: one that waits for each acknowledgement, as
 * it must where nothing may be lost, and one that does not.
 */
@Command(name = "relay", description = "How fast events reach Kafka and a webhook.")
final class RelayCost implements Runnable {
    private static final String TOPIC = "identity-daemun";
    private static final String OTHER_TOPIC = "without-keycloak";
    private static final Path KAFKA_LIBS = Path.of("testing", "kafka-broker", "target", "libs");

    /** As long as an event is as JSON. */
    private static final String EVENT = "x".repeat(420);

    @Option(names = "--events", defaultValue = "10000", description = "How many events in a burst.")
    private int events;

    @Option(names = "--bursts", defaultValue = "3", description = "How many bursts are measured.")
    private int bursts;

    @Option(names = "--warm-up", defaultValue = "3", description = "Bursts before, in which the JVM compiles the code.")
    private int warmUp;

    @Override
    public void run() {
        Path directory =
                Path.of("testing", "benchmarks", "target", "relay-kafka").toAbsolutePath();
        Directories.delete(directory);
        KafkaBroker kafka = new KafkaBroker(KAFKA_LIBS, directory, FreePort.next(), FreePort.next());
        try (kafka;
                Webhook webhook = Webhook.start()) {
            kafka.start();
            System.out.printf(
                    "| | events/s | last of %,d after s | CPU µs at Keycloak an event |%n|---|---|---|---|%n", events);
            try (KeycloakUnderTest keycloak = KeycloakUnderTest.start("relay", jar -> true, relayTo(kafka, webhook));
                    Consumer consumer = new Consumer(kafka)) {
                // A new destination gets only what happens from then on.
                LoggedEvents.emailsVerified(keycloak, 1);
                LoggedEvents.sessionsEnded(keycloak, 1);
                await(consumer::received, 1);
                await(webhook::received, 1);
                row("the relay, to Kafka", measure(keycloak, consumer::received, LoggedEvents::emailsVerified));
                row("the relay, to a webhook", measure(keycloak, webhook::received, LoggedEvents::sessionsEnded));
            }
            row("Kafka's producer alone, waiting for each", measure(kafka, true));
            row("Kafka's producer alone, waiting for none", measure(kafka, false));
        }
    }

    private static KeycloakUnderTest.Additions relayTo(KafkaBroker kafka, Webhook webhook) {
        return new KeycloakUnderTest.Additions(
                List.of(
                        "--spi-event-relay--kafka--names=events",
                        "--spi-event-relay--kafka--events-topic=identity-{realm}",
                        "--spi-event-relay--kafka--events-types=email-verified",
                        "--spi-event-relay--kafka--events-properties=" + kafka.producerProperties(),
                        "--spi-event-relay--webhook--names=receiver",
                        "--spi-event-relay--webhook--receiver-url=" + webhook.url(),
                        "--spi-event-relay--webhook--receiver-types=session-ended"),
                Map.of(
                        "KC_SPI_EVENT_RELAY__WEBHOOK__RECEIVER_SECRETS",
                        "whsec_" + Base64.getEncoder().encodeToString(new byte[32])),
                List.of(KafkaBroker.client(KAFKA_LIBS)));
    }

    private Series measure(KeycloakUnderTest keycloak, IntSupplier received, Burst burst) {
        Series series = new Series();
        for (int i = -warmUp; i < bursts; i++) {
            int all = received.getAsInt() + events;
            long cpu = keycloak.cpu().micros();
            burst.of(keycloak, events);
            long committed = System.nanoTime();
            await(received, all);
            double seconds = (System.nanoTime() - committed) / 1e9;
            if (i >= 0) {
                series.add(events / seconds, (keycloak.cpu().micros() - cpu) / (double) events, List.of(seconds * 1e3));
            }
        }
        return series;
    }

    private Series measure(KafkaBroker kafka, boolean waits) {
        Series series = new Series();
        try (KafkaProducer<String, String> producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", kafka.address(), "linger.ms", "0"),
                new StringSerializer(),
                new StringSerializer())) {
            for (int i = -warmUp; i < bursts; i++) {
                long begun = System.nanoTime();
                send(producer, waits);
                double seconds = (System.nanoTime() - begun) / 1e9;
                if (i >= 0) {
                    series.add(events / seconds, 0, List.of(seconds * 1e3));
                }
            }
        }
        return series;
    }

    private void send(KafkaProducer<String, String> producer, boolean waits) {
        try {
            List<Future<RecordMetadata>> sent = new ArrayList<>();
            for (int i = 0; i < events; i++) {
                Future<RecordMetadata> one = producer.send(new ProducerRecord<>(OTHER_TOPIC, "person-" + i, EVENT));
                if (waits) {
                    one.get();
                } else {
                    sent.add(one);
                }
            }
            for (Future<RecordMetadata> one : sent) {
                one.get();
            }
        } catch (ExecutionException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void row(String what, Series series) {
        System.out.printf(
                Locale.ROOT,
                "| %s | %.0f | %.2f | %s |%n",
                what,
                series.rate(),
                series.latency(50) / 1e3,
                series.cpu() == 0 ? "" : "%.0f".formatted(series.cpu()));
    }

    private static void await(IntSupplier received, int all) {
        long end = System.nanoTime() + Duration.ofMinutes(2).toNanos();
        while (received.getAsInt() < all) {
            if (System.nanoTime() > end) {
                throw new IllegalStateException("Only " + received.getAsInt() + " of " + all + " events arrived.");
            }
            LockSupport.parkNanos(1_000_000);
        }
    }

    /** Has so many events happen. */
    private interface Burst {
        void of(KeycloakUnderTest keycloak, int events);
    }

    /** Counts the records of the relay's topic. */
    private static final class Consumer implements AutoCloseable {
        private final KafkaConsumer<String, String> consumer;
        private int received;

        Consumer(KafkaBroker kafka) {
            consumer = new KafkaConsumer<>(
                    Map.of("bootstrap.servers", kafka.address(), "auto.offset.reset", "earliest"),
                    new StringDeserializer(),
                    new StringDeserializer());
            consumer.assign(List.of(new TopicPartition(TOPIC, 0)));
        }

        int received() {
            received += consumer.poll(Duration.ofMillis(5)).count();
            return received;
        }

        @Override
        public void close() {
            consumer.close();
        }
    }

    /** Takes every event at once. */
    private record Webhook(HttpServer server, AtomicInteger counted) implements AutoCloseable {
        static Webhook start() {
            try {
                HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
                AtomicInteger counted = new AtomicInteger();
                server.createContext("/", exchange -> {
                    exchange.getRequestBody().readAllBytes();
                    exchange.sendResponseHeaders(204, -1);
                    exchange.close();
                    counted.incrementAndGet();
                });
                server.start();
                return new Webhook(server, counted);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        String url() {
            return "http://localhost:" + server.getAddress().getPort() + "/";
        }

        int received() {
            return counted.get();
        }

        @Override
        public void close() {
            server.stop(0);
        }
    }
}
