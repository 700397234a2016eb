package dev.daemun.eventrelay.kafka;

import dev.daemun.eventrelay.Destination;
import dev.daemun.eventrelay.Letter;
import dev.daemun.eventrelay.Outcome;
import dev.daemun.eventrelay.ReliableProducer;
import dev.daemun.eventrelay.Selection;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;

/** Delivers CloudEvents in structured mode (CloudEvents' Kafka protocol binding 1.0.2). */
final class KafkaDestination implements Destination {
    /** Kafka writes them together and acknowledges them together, which takes hardly longer than one. */
    private static final int MOST_AT_ONCE = 100;

    private final KafkaSettings settings;
    private final ReliableProducer producer;

    KafkaDestination(KafkaSettings settings) {
        this(settings, new ReliableProducer(settings.target().properties()));
    }

    KafkaDestination(KafkaSettings settings, ReliableProducer producer) {
        this.settings = settings;
        this.producer = producer;
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
    public int mostAtOnce() {
        return MOST_AT_ONCE;
    }

    @Override
    public Outcome deliver(Letter letter) throws InterruptedException {
        return deliverAll(List.of(letter)).get(0);
    }

    @Override
    public List<Outcome> deliverAll(List<Letter> letters) throws InterruptedException {
        return producer.trySend(letters.stream().map(this::event).toList()).stream()
                .map(failure -> failure.map(KafkaDestination::outcome).orElse(Outcome.DELIVERED))
                .toList();
    }

    private ProducerRecord<String, String> event(Letter letter) {
        ProducerRecord<String, String> event =
                new ProducerRecord<>(settings.target().topic().nameFor(letter.realm()), letter.key(), letter.json());
        event.headers()
                .add("content-type", "application/cloudevents+json; charset=UTF-8".getBytes(StandardCharsets.UTF_8));
        return event;
    }

    private static Outcome outcome(KafkaException failure) {
        String what = failure.getClass().getSimpleName();
        return ReliableProducer.isRefusal(failure) ? Outcome.refused(what) : Outcome.away(what);
    }

    @Override
    public void close() {
        producer.close();
    }
}
