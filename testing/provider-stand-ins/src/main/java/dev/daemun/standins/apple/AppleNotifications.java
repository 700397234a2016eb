package dev.daemun.standins.apple;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.nimbusds.jwt.JWTClaimsSet;
import dev.daemun.standins.web.Delivery;
import dev.daemun.standins.web.Parameters;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpResponse;
import java.util.Date;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;

/**
 * The notifications that Apple sends from server to server (developer.apple.com, "Processing changes for Sign in with
 * Apple accounts").
 */
public final class AppleNotifications {
    private static final ObjectMapper JSON = new ObjectMapper();

    /** Apple's documentation has had the claim {@code events} both as a text that contains JSON, and as an object. */
    public enum Events {
        TEXT,
        OBJECT
    }

    private final Apple apple;

    AppleNotifications(Apple apple) {
        this.apple = apple;
    }

    /** Sends a notification as JSON and returns the receiver's answer. */
    public HttpResponse<String> send(AppleClient client, String sub, String type, URI receiver)
            throws IOException, InterruptedException {
        return deliver(payload(client, sub, type, Events.TEXT), receiver);
    }

    /** Sends a payload of {@link #payload}, once more or changed. */
    public HttpResponse<String> deliver(String payload, URI receiver) throws IOException, InterruptedException {
        return Delivery.json(receiver, json(Map.of("payload", payload)));
    }

    /** Sends it as a form, as some receivers report it. */
    public HttpResponse<String> deliverAsForm(String payload, URI receiver) throws IOException, InterruptedException {
        return Delivery.form(receiver, new Parameters(Map.of("payload", payload)));
    }

    /** The signed token of a notification. */
    public String payload(AppleClient client, String sub, String type, Events shape) {
        Map<String, Object> event = new LinkedHashMap<>();
        event.put("type", type);
        event.put("sub", sub);
        event.put("event_time", apple.now().toEpochMilli());
        if (type.startsWith("email-")) {
            AppleUser user = apple.user(sub);
            user.email().ifPresent(email -> event.put("email", email));
            event.put("is_private_email", Boolean.toString(user.isPrivateEmail()));
        }
        return apple.keys.sign(
                "JWT",
                new JWTClaimsSet.Builder()
                        .issuer(Apple.ISSUER)
                        .audience(client.clientId())
                        .issueTime(Date.from(apple.now()))
                        .jwtID(UUID.randomUUID().toString())
                        .claim("events", shape == Events.TEXT ? json(event) : event)
                        .build());
    }

    private static String json(Object value) {
        try {
            return JSON.writeValueAsString(value);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }
}
