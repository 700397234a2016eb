package dev.daemun.eventrelay;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.InvalidTopicException;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.serialization.StringSerializer;

/**
 * A producer of Kafka's that reports a record as sent only when all replicas in sync have acknowledged it. It gives up
 * after a few seconds, so that its caller decides when to try again. For use by one thread.
 */
public final class ReliableProducer implements AutoCloseable {
    private static final int LONGEST_WAIT_MILLIS = 3_000;

    /** For all records together: after the longest wait for what is known of the topic, that for the acknowledgements. */
    private static final Duration PATIENCE = Duration.ofMillis(2L * LONGEST_WAIT_MILLIS);

    private static final Duration CLOSING = Duration.ofSeconds(1);

    private final Supplier<Producer<String, String>> connect;
    private Producer<String, String> producer;

    /** With the operator's properties, except for those that the promise needs. It connects when it first sends. */
    public ReliableProducer(Properties chosen) {
        this(() -> new KafkaProducer<>(reliable(chosen), new StringSerializer(), new StringSerializer()));
    }

    /** With producers of the caller's own making, one for each connection. */
    public ReliableProducer(Supplier<Producer<String, String>> connect) {
        this.connect = connect;
    }

    /**
     * Sends all of them, and returns when each is acknowledged.
     *
     * @throws KafkaException where one is not; the others may have been sent or not
     */
    public void send(List<ProducerRecord<String, String>> records) throws InterruptedException {
        for (Optional<KafkaException> failure : trySend(records)) {
            if (failure.isPresent()) {
                throw failure.get();
            }
        }
    }

    /**
     * Sends all of them, and returns when each is acknowledged or has failed. Where Kafka is away the rest isn't sent any more, so that the
     * time doesn't grow with their number.
     *
     * @return why each was not acknowledged, in the order of the records; empty for those that were
     */
    public List<Optional<KafkaException>> trySend(List<ProducerRecord<String, String>> records)
            throws InterruptedException {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        List<Future<RecordMetadata>> sent = new ArrayList<>(records.size());
        Optional<KafkaException> away = Optional.empty();
        for (ProducerRecord<String, String> record : records) {
            Future<RecordMetadata> one = away.isPresent() ? CompletableFuture.failedFuture(away.get()) : send(record);
            sent.add(one);
            // While Kafka is away and the topic unknown, the producer waits for seconds for each further record.
            if (one.isDone()) {
                away = failure(one, deadline).filter(failure -> !isRefusal(failure));
            }
        }
        List<Optional<KafkaException>> failures = new ArrayList<>(sent.size());
        for (Future<RecordMetadata> one : sent) {
            failures.add(failure(one, deadline));
        }
        if (failures.stream().flatMap(Optional::stream).anyMatch(failure -> !isRefusal(failure))) {
            // The next attempt connects anew: after some failures, such as a changed password, a producer never works
            // again.
            close();
        }
        return failures;
    }

    private Producer<String, String> connected() {
        if (producer == null) {
            producer = connect.get();
        }
        return producer;
    }

    private Future<RecordMetadata> send(ProducerRecord<String, String> record) {
        try {
            return connected().send(record);
        } catch (KafkaException e) {
            return CompletableFuture.failedFuture(e);
        }
    }

    private static Optional<KafkaException> failure(Future<RecordMetadata> sent, long deadline)
            throws InterruptedException {
        try {
            sent.get(deadline - System.nanoTime(), TimeUnit.NANOSECONDS);
            return Optional.empty();
        } catch (ExecutionException e) {
            return Optional.of(e.getCause() instanceof KafkaException known ? known : new KafkaException(e.getCause()));
        } catch (TimeoutException e) {
            return Optional.of(new org.apache.kafka.common.errors.TimeoutException(e));
        }
    }

    @Override
    public void close() {
        if (producer != null) {
            producer.close(CLOSING);
            producer = null;
        }
    }

    /** Whether a failure is due to the record itself, so that it would come again with each attempt. */
    public static boolean isRefusal(KafkaException failure) {
        return failure instanceof RecordTooLargeException || failure instanceof InvalidTopicException;
    }

    private static Properties reliable(Properties chosen) {
        Properties properties = new Properties();
        properties.putAll(chosen);
        properties.putAll(Map.of(
                ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG,
                "true",
                ProducerConfig.ACKS_CONFIG,
                "all",
                ProducerConfig.LINGER_MS_CONFIG,
                "0",
                ProducerConfig.MAX_BLOCK_MS_CONFIG,
                Integer.toString(LONGEST_WAIT_MILLIS),
                ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG,
                Integer.toString(LONGEST_WAIT_MILLIS - 500),
                ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG,
                Integer.toString(LONGEST_WAIT_MILLIS)));
        return properties;
    }
}
