package dev.daemun.sample.members;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.Mockito.mock;

import io.cloudevents.rw.CloudEventRWException;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.kafka.listener.ListenerExecutionFailedException;
import org.springframework.kafka.listener.MessageListenerContainer;

/** One that can never be taken is logged and left, since it would be tried for ever, and those behind it with it. */
class NoEventHoldsUpTheTopicTest {
    static Exception[] failures() {
        return new Exception[] {
            CloudEventRWException.newInvalidAttributeValue("sequence", "x", null),
            new DataIntegrityViolationException("a name of 300 characters")
        };
    }

    @ParameterizedTest
    @MethodSource("failures")
    void thatCanNeverBeTaken(Exception failure) {
        boolean left = IdentityEventTopic.triedUntilItWorks()
                .handleOne(
                        new ListenerExecutionFailedException("The listener failed", failure),
                        new ConsumerRecord<>("identity", 0, 0, "key", "value"),
                        mock(Consumer.class),
                        mock(MessageListenerContainer.class));
        assertThat(left).isTrue();
    }
}
