package dev.daemun.eventrelay.relay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.daemun.eventlog.IdentityEvent;
import dev.daemun.eventlog.IdentityEventType;
import dev.daemun.eventrelay.Letter;
import io.cloudevents.CloudEvent;
import io.cloudevents.jackson.JsonFormat;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** As CloudEvents' own library reads it. */
class EveryLetterIsACloudEventTest {
    private static final String LOG = "0e6c2b53-2a0f-4f43-b7a9-0f6b6f3d7e10";
    private static final Instant TIME = Instant.parse("2026-11-26T10:00:00.123Z");

    @ParameterizedTest
    @EnumSource(IdentityEventType.class)
    void withAllItsAttributes(IdentityEventType type) {
        Letter letter = CloudEventJson.of(event(type.id(), "user", "{\"realm\":\"대문\",\"quoted\":\"\\\"\"}"), LOG);
        CloudEvent event = read(letter);
        assertThat(event.getId()).isEqualTo("event-id").isEqualTo(letter.id());
        assertThat(event.getSource()).hasToString("https://id.example.com/realms/daemun");
        assertThat(event.getType()).isEqualTo(type.id());
        assertThat(event.getSubject()).isEqualTo("user");
        assertThat(event.getTime()).isEqualTo(TIME.atOffset(ZoneOffset.UTC));
        assertThat(event.getDataContentType()).isEqualTo("application/json");
        assertThat(event.getExtension("sequence"))
                .as("text, as CloudEvents' sequence extension wants it")
                .isEqualTo("42");
        assertThat(event.getExtension("logid")).isEqualTo(LOG);
        assertThat(event.getExtension("partitionkey")).isEqualTo("key").isEqualTo(letter.key());
        assertThat(new String(event.getData().toBytes(), StandardCharsets.UTF_8))
                .isEqualTo("{\"realm\":\"대문\",\"quoted\":\"\\\"\"}");
        assertThat(letter.realm()).isEqualTo("대문");
        assertThat(Letter.parse(letter.json()))
                .as("read again from a dead letter")
                .isEqualTo(letter);
    }

    @Test
    void oneAboutNoUserHasNoSubject() {
        assertThat(read(CloudEventJson.of(event("dev.daemun.identity.realm-deleted.v1", null, "{}"), LOG))
                        .getSubject())
                .isNull();
    }

    @Test
    void whatIsNotJsonIsNeitherDeliveredNorPassed() {
        IdentityEvent broken = event("dev.daemun.identity.signed-in.v1", "user", "{");
        assertThatThrownBy(() -> CloudEventJson.of(broken, LOG)).isInstanceOf(UncheckedIOException.class);
    }

    private static CloudEvent read(Letter letter) {
        return new JsonFormat().deserialize(letter.json().getBytes(StandardCharsets.UTF_8));
    }

    private static IdentityEvent event(String type, String subject, String data) {
        return new IdentityEvent(
                42,
                "event-id",
                "https://id.example.com/realms/daemun",
                type,
                subject,
                "key",
                "realm-id",
                TIME,
                TIME.plusMillis(5),
                data);
    }
}
