package dev.daemun.realmadmin;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import org.keycloak.admin.client.Keycloak;

/**
 * What one node of Keycloak took for the time, by a token that it issued: Keycloak says its time nowhere else to an account of a
 * realm. The token says whole seconds.
 *
 * @param before when the token was asked for, by the clock here
 * @param after when it was there
 * @param issuedAt the token's {@code iat}
 */
record ClockReading(Instant before, Instant after, Instant issuedAt) {
    /** Asks that often. Each request may lead to another node; which one, the proxy in front of them decides. */
    static List<ClockReading> of(Keycloak keycloak, Clock clock, int times) {
        List<ClockReading> readings = new ArrayList<>();
        for (int i = 0; i < times; i++) {
            Instant before = clock.instant();
            // Of the session that this account has already, so that none is left behind.
            String token = keycloak.tokenManager().refreshToken().getToken();
            readings.add(new ClockReading(before, clock.instant(), issuedAt(token)));
        }
        return readings;
    }

    static Instant issuedAt(String token) {
        String payload = token.split("\\.", -1)[1];
        JsonNode claims = Json.parse(
                new String(Base64.getUrlDecoder().decode(payload), StandardCharsets.UTF_8),
                "An access token's payload");
        return Instant.ofEpochSecond(claims.path("iat").asLong());
    }

    /** How far the node's clock is ahead of the one here, at the least; negative where it may be behind. */
    Duration atLeastAhead() {
        return Duration.between(after, issuedAt);
    }

    /** How far it is ahead at the most. */
    Duration atMostAhead() {
        return Duration.between(before, issuedAt.plusSeconds(1));
    }
}
