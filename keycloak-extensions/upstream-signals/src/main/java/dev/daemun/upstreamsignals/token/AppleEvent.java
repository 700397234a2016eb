package dev.daemun.upstreamsignals.token;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.time.Instant;

/**
 * The one event of an Apple notification (developer.apple.com, "Processing changes for Sign in with Apple accounts"). Apple's documentation
 * and its receivers disagree on whether {@code events} is an object or a text that contains one, and on the unit of {@code event_time}; so both
 * are read.
 */
final class AppleEvent {
    private static final ObjectMapper JSON = new ObjectMapper();

    /** As seconds this is the year 5138, and as milliseconds the year 1973. */
    private static final long MILLISECONDS_FROM = 100_000_000_000L;

    private AppleEvent() {}

    static UpstreamEvent of(JsonNode events, Instant issuedAt) throws RefusedToken {
        JsonNode event = events.isTextual() ? parsed(events.textValue()) : events;
        if (!event.isObject()) {
            throw new RefusedToken(RefusedToken.Code.INVALID_REQUEST, "The claim events is missing or no event.");
        }
        return new UpstreamEvent(
                Signal.of(event.path("type").asText()),
                Subjects.bounded(event.path("sub")),
                SecurityEventToken.notAfter(issuedAt, moment(event.path("event_time"))),
                null);
    }

    private static JsonNode parsed(String text) throws RefusedToken {
        try {
            return JSON.readTree(text);
        } catch (JsonProcessingException e) {
            throw new RefusedToken(RefusedToken.Code.INVALID_REQUEST, "The claim events is no JSON.");
        }
    }

    private static Instant moment(JsonNode time) {
        return time.isNumber() && time.longValue() >= MILLISECONDS_FROM
                ? Instant.ofEpochMilli(time.longValue())
                : SecurityEventToken.moment(time);
    }
}
