package dev.daemun.upstreamsignals.http;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;

/** The body of an Apple notification: JSON with the signed token as the member {@code payload}. */
final class ApplePayload {
    private static final ObjectMapper JSON = new ObjectMapper();

    private ApplePayload() {}

    /** The token; an empty text, which is none, where the body has no such member. */
    static String in(byte[] body) {
        try {
            JsonNode read = JSON.readTree(body);
            String payload = read == null ? null : read.path("payload").textValue();
            return payload == null ? "" : payload.strip();
        } catch (IOException e) {
            return "";
        }
    }
}
