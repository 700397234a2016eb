package dev.daemun.brokering;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Optional;

/**
 * A successful answer of a token endpoint (RFC 6749 section 5.1).
 *
 * @param json all of its fields, also those that the provider has added
 */
public record TokenAnswer(ObjectNode json) {
    private static final ObjectMapper JSON = new ObjectMapper();

    /** Reads a body; nothing where it has no access token. */
    public static Optional<TokenAnswer> in(String body) {
        try {
            return JSON.readTree(body) instanceof ObjectNode json
                            && json.path("access_token").isTextual()
                            // Keycloak would repeat such an answer in an exception.
                            && !json.path("access_token").textValue().trim().isEmpty()
                    ? Optional.of(new TokenAnswer(json))
                    : Optional.empty();
        } catch (JsonProcessingException e) {
            // The exception's message repeats the answer.
            return Optional.empty();
        }
    }

    /** The ID token, where OpenID Connect is on. */
    public Optional<String> idToken() {
        return Optional.ofNullable(json.path("id_token").textValue());
    }
}
