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

/** Cross-Account Protection: what Google tells its clients (developers.google.com/identity/protocols/risc). */
public final class GoogleEvents {
    /** Of RISC, and of the metadata, it ends with a slash; of the ID token it does not. */
    private static final String ISSUER = Google.ISSUER + "/";

    private final Google google;

    GoogleEvents(Google google) {
        this.google = google;
    }

    /** Sends a token about one event and answers with what the receiver said. */
    public HttpResponse<String> send(
            GoogleClient client, String sub, String eventType, Map<String, Object> details, URI receiver)
            throws IOException, InterruptedException {
        return Delivery.securityEvent(receiver, securityEvent(client, sub, eventType, details));
    }

    /** A token like the one {@link #send} sends, to be changed or sent twice by a test. */
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
