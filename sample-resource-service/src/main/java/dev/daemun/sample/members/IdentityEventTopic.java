package dev.daemun.sample.members;

import io.cloudevents.CloudEvent;
import io.cloudevents.rw.CloudEventRWException;
import java.time.Duration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.context.annotation.Bean;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.kafka.annotation.KafkaListener;
import org.springframework.kafka.listener.DefaultErrorHandler;
import org.springframework.stereotype.Component;
import org.springframework.util.backoff.ExponentialBackOff;

/** Where the event relay delivers CloudEvents when it delivers to Kafka. */
@Component
@ConditionalOnProperty("sample.members.kafka-topic")
class IdentityEventTopic {
    private static final Duration FIRST_PAUSE = Duration.ofMillis(200);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(5);

    private final MemberEvents events;

    IdentityEventTopic(MemberEvents events) {
        this.events = events;
    }

    @KafkaListener(topics = "${sample.members.kafka-topic}")
    void deliver(CloudEvent event) {
        events.accept(event);
    }

    /**
     * A database that is away ends no event: it is tried until it is back. What is no event of ours, or can't be stored, is
     * logged and left.
     */
    @Bean
    static DefaultErrorHandler triedUntilItWorks() {
        ExponentialBackOff pauses = new ExponentialBackOff();
        pauses.setInitialInterval(FIRST_PAUSE.toMillis());
        pauses.setMaxInterval(LONGEST_PAUSE.toMillis());
        DefaultErrorHandler handler = new DefaultErrorHandler(pauses);
        handler.addNotRetryableExceptions(CloudEventRWException.class, DataIntegrityViolationException.class);
        return handler;
    }
}
