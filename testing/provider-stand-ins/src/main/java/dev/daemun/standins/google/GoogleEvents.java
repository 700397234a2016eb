package dev.daemun.standins.google;

import com.nimbusds.jwt.JWTClaimsSet;
import dev.daemun.standins.web.Delivery;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpResponse;
import java.util.Date;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;

/** Cross-Account Protection: the events that Google sends (developers.google.com/identity/protocols/risc). */
public final class GoogleEvents {
    /** In RISC events and in their metadata the issuer ends with a slash, in ID tokens it does not. */
    private static final String ISSUER = Google.ISSUER + "/";

    private final Google google;

    GoogleEvents(Google google) {
        this.google = google;
    }

    /** Sends a token about one event and returns the receiver's answer. */
    public HttpResponse<String> send(
            GoogleClient client, String sub, String eventType, Map<String, Object> details, URI receiver)
            throws IOException, InterruptedException {
        return Delivery.securityEvent(receiver, securityEvent(client, sub, eventType, details));
    }

    /** A token as {@link #send} sends it, for tests that change it or send it twice. */
    public String securityEvent(GoogleClient client, String sub, String eventType, Map<String, Object> details) {
        Map<String, Object> event = new LinkedHashMap<>();
        event.put("subject", Map.of("subject_type", "iss-sub", "iss", ISSUER, "sub", sub));
        event.putAll(details);
        return google.keys.sign(
                "secevent+jwt",
                new JWTClaimsSet.Builder()
                        .issuer(ISSUER)
                        .audience(client.clientId())
                        .issueTime(Date.from(google.now()))
                        .jwtID(UUID.randomUUID().toString())
                        .claim("events", Map.of(eventType, event))
                        .build());
    }
}
