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

/** Delivers CloudEvents in structured mode (CloudEvents' Kafka protocol binding 1.0.2), one at a time. */
final class KafkaDestination implements Destination {
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
    public Outcome deliver(Letter letter) throws InterruptedException {
        ProducerRecord<String, String> event =
                new ProducerRecord<>(settings.target().topic().nameFor(letter.realm()), letter.key(), letter.json());
        event.headers()
                .add("content-type", "application/cloudevents+json; charset=UTF-8".getBytes(StandardCharsets.UTF_8));
        try {
            producer.send(List.of(event));
            return Outcome.DELIVERED;
        } catch (KafkaException e) {
            String what = e.getClass().getSimpleName();
            return ReliableProducer.isRefusal(e) ? Outcome.refused(what) : Outcome.away(what);
        }
    }

    @Override
    public void close() {
        producer.close();
    }
}
