package dev.daemun.kakao;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Optional;

/**
 * A token answer as Keycloak stores it with the link, where the provider's <em>Store tokens</em> is on: Kakao's own fields
 * and, in Keycloak's name for it, the second at which the access token expires.
 */
record StoredToken(ObjectNode json) {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String EXPIRATION = "accessTokenExpiration";

    static Optional<StoredToken> parse(String stored) {
        try {
            return JSON.readTree(stored) instanceof ObjectNode json
                    ? Optional.of(new StoredToken(json))
                    : Optional.empty();
        } catch (JsonProcessingException e) {
            return Optional.empty();
        }
    }

    boolean expiresBefore(long second) {
        long expiration = json.path(EXPIRATION).asLong();
        return expiration != 0 && expiration < second;
    }

    Optional<String> refreshToken() {
        return Optional.ofNullable(json.path("refresh_token").textValue());
    }

    /**
     * This token after a refresh. Kakao sends the refresh token and its lifetime only in that token's last month, and never
     * the scope: what the answer leaves out stays as it was.
     */
    StoredToken refreshed(TokenAnswer answer, long now) {
        ObjectNode merged = json.deepCopy();
        merged.setAll(answer.json());
        merged.remove(EXPIRATION);
        long lifetime = answer.json().path("expires_in").asLong();
        if (lifetime > 0) {
            merged.put(EXPIRATION, now + Math.min(lifetime, Long.MAX_VALUE - now));
        }
        return new StoredToken(merged);
    }

    String text() {
        return json.toString();
    }
}
