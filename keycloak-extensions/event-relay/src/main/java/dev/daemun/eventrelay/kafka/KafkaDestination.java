package dev.daemun.eventrelay.kafka;

import dev.daemun.eventrelay.Destination;
import dev.daemun.eventrelay.Letter;
import dev.daemun.eventrelay.Outcome;
import dev.daemun.eventrelay.Selection;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.InvalidTopicException;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.serialization.StringSerializer;

/** CloudEvents in structured mode (Kafka protocol binding 1.0.2), one at a time, each acknowledged by all replicas in sync. */
final class KafkaDestination implements Destination {
    private static final int LONGEST_WAIT_MILLIS = 3_000;
    private static final Duration CLOSING = Duration.ofSeconds(1);

    private final KafkaSettings settings;
    private KafkaProducer<String, String> producer;

    KafkaDestination(KafkaSettings settings) {
        this.settings = settings;
    }

    @Override
    public String name() {
        return "kafka/" + settings.name();
    }

    @Override
    public Selection selection() {
        return settings.selection();
    }

    @Override
    public Outcome deliver(Letter letter) throws InterruptedException {
        ProducerRecord<String, String> event =
                new ProducerRecord<>(settings.topicFor(letter.realm()), letter.key(), letter.json());
        event.headers()
                .add("content-type", "application/cloudevents+json; charset=UTF-8".getBytes(StandardCharsets.UTF_8));
        try {
            if (producer == null) {
                producer = new KafkaProducer<>(properties(), new StringSerializer(), new StringSerializer());
            }
            producer.send(event).get(2L * LONGEST_WAIT_MILLIS, TimeUnit.MILLISECONDS);
            return Outcome.DELIVERED;
        } catch (ExecutionException e) {
            return failed(e.getCause());
        } catch (TimeoutException | KafkaException e) {
            return failed(e);
        }
    }

    @Override
    public void close() {
        if (producer != null) {
            producer.close(CLOSING);
            producer = null;
        }
    }

    /** The producer is made anew: after some failures, as of its transaction state or a password, it never works again. */
    private Outcome failed(Throwable failure) {
        String what = failure.getClass().getSimpleName();
        if (failure instanceof RecordTooLargeException || failure instanceof InvalidTopicException) {
            return Outcome.refused(what);
        }
        close();
        return Outcome.away(what);
    }

    private Properties properties() {
        Properties properties = new Properties();
        properties.putAll(settings.properties());
        // What the promises need is not for the file to change.
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
