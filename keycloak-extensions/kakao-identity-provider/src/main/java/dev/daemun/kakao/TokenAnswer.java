package dev.daemun.kakao;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Optional;

/** A successful answer of Kakao's token endpoint (Kakao Login, REST API, "Request token"). */
record TokenAnswer(ObjectNode json) {
    private static final ObjectMapper JSON = new ObjectMapper();

    /**
     * Reads an answer.
     *
     * @throws KakaoRefusal when it is an error, or has no access token
     */
    static TokenAnswer of(int status, String body) {
        if (status != 200) {
            throw KakaoRefusal.of("the token request", status, body);
        }
        try {
            if (JSON.readTree(body) instanceof ObjectNode json
                    && json.path("access_token").isTextual()) {
                return new TokenAnswer(json);
            }
        } catch (JsonProcessingException e) {
            // Not as the cause, because its message repeats the answer.
        }
        throw new KakaoRefusal("Kakao's token answer has no access token");
    }

    /** Comes when OpenID Connect is on in Kakao's console. */
    Optional<String> idToken() {
        return Optional.ofNullable(json.path("id_token").textValue());
    }
}
