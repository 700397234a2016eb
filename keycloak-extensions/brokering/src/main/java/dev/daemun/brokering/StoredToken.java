package dev.daemun.brokering;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Optional;

/**
 * A token answer as Keycloak stores it with the link, where the provider's <em>Store tokens</em> is on: the provider's own
 * fields and, in Keycloak's name for it, the second at which the access token expires.
 */
public record StoredToken(ObjectNode json) {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String EXPIRATION = "accessTokenExpiration";

    /** Reads what Keycloak has stored; nothing where it is no JSON object. */
    public static Optional<StoredToken> parse(String stored) {
        if (stored == null) {
            return Optional.empty();
        }
        try {
            return JSON.readTree(stored) instanceof ObjectNode json
                    ? Optional.of(new StoredToken(json))
                    : Optional.empty();
        } catch (JsonProcessingException e) {
            return Optional.empty();
        }
    }

    /** Whether the access token is known to expire before this second since 1970. */
    public boolean expiresBefore(long second) {
        long expiration = json.path(EXPIRATION).asLong();
        return expiration != 0 && expiration < second;
    }

    /** The access token, where there is one. */
    public Optional<String> accessToken() {
        return text("access_token");
    }

    /** The refresh token, where the provider gave one. */
    public Optional<String> refreshToken() {
        return text("refresh_token");
    }

    private Optional<String> text(String field) {
        return Optional.ofNullable(json.path(field).textValue()).filter(text -> !text.isBlank());
    }

    /**
     * This token after a refresh. What the answer leaves out stays as it was: Kakao sends a refresh token only in the last month of the
     * old one, Naver none at all. So does what comes empty. The lifetime may be a number or, as with Naver, a text.
     *
     * @param now in seconds since 1970
     */
    public StoredToken refreshed(TokenAnswer answer, long now) {
        ObjectNode merged = json.deepCopy();
        answer.json().properties().stream()
                .filter(field -> !isEmpty(field.getValue()))
                .forEach(field -> merged.set(field.getKey(), field.getValue()));
        merged.remove(EXPIRATION);
        long lifetime = answer.json().path("expires_in").asLong();
        if (lifetime > 0) {
            merged.put(EXPIRATION, now + Math.min(lifetime, Long.MAX_VALUE - now));
        }
        return new StoredToken(merged);
    }

    private static boolean isEmpty(JsonNode value) {
        return value.isNull() || (value.isTextual() && value.textValue().isBlank());
    }

    /** As Keycloak stores it. */
    public String text() {
        return json.toString();
    }
}
