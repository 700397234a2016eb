package dev.daemun.benchmarks;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpServer;
import jakarta.ws.rs.core.Response;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.keycloak.admin.client.CreatedResponseUtil;
import org.keycloak.admin.client.resource.RealmResource;
import org.keycloak.representations.idm.ClientRepresentation;
import org.keycloak.representations.idm.RealmRepresentation;
import org.keycloak.representations.idm.UserRepresentation;

/**
 * Keycloak's own experimental transmitter of Shared Signals ({@code --features=ssf}) with its default settings, pushing to
 * one receiver (RFC 8935). It sends what has gathered twice a minute, so the log-outs are spread over several minutes.
 */
final class SsfPush {
    static final List<String> OPTIONS =
            List.of("--features=ssf", "--spi-ssf-transmitter--default--allow-insecure-push-targets=true");

    private static final String REALM = "ssf";
    private static final Duration BETWEEN = Duration.ofMillis(3_100);
    private static final Duration PATIENCE = Duration.ofMinutes(3);
    private static final ObjectMapper JSON = new ObjectMapper();

    private final KeycloakUnderTest keycloak;
    private final Map<String, CompletableFuture<Long>> arrivals = new ConcurrentHashMap<>();

    SsfPush(KeycloakUnderTest keycloak) {
        this.keycloak = keycloak;
    }

    /** Measures from the answer to the administrator's log-out to the event's arrival at the receiver. */
    Samples measure(int withdrawals) {
        try {
            HttpServer receiver = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
            receiver.createContext("/", exchange -> {
                received(new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.US_ASCII));
                exchange.sendResponseHeaders(202, -1);
                exchange.close();
            });
            receiver.start();
            try {
                connect("http://localhost:" + receiver.getAddress().getPort() + "/");
                return logOut(withdrawals);
            } finally {
                receiver.stop(0);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    private Samples logOut(int withdrawals) throws Exception {
        RealmResource realm = keycloak.realm(REALM);
        Map<String, Long> answered = new HashMap<>();
        for (int i = 0; i < withdrawals; i++) {
            UserRepresentation user = new UserRepresentation();
            user.setUsername("person-" + i);
            user.setEnabled(true);
            String id;
            try (Response created = realm.users().create(user)) {
                id = CreatedResponseUtil.getCreatedId(created);
            }
            arrivals.put(id, new CompletableFuture<>());
            realm.users().get(id).logout();
            answered.put(id, System.nanoTime());
            Thread.sleep(BETWEEN.toMillis());
        }
        List<Double> millis = new ArrayList<>();
        for (Map.Entry<String, Long> person : answered.entrySet()) {
            long arrived = arrivals.get(person.getKey()).get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
            millis.add((arrived - person.getValue()) / 1e6);
        }
        return Samples.of(millis);
    }

    private void received(String token) throws IOException {
        JsonNode event = JSON.readTree(Base64.getUrlDecoder().decode(token.split("\\.", -1)[1]));
        CompletableFuture<Long> arrival =
                arrivals.get(event.path("sub_id").path("user").path("sub").asText());
        if (arrival != null) {
            arrival.complete(System.nanoTime());
        }
    }

    private void connect(String endpoint) throws IOException, InterruptedException {
        RealmRepresentation realm = new RealmRepresentation();
        realm.setRealm(REALM);
        realm.setEnabled(true);
        realm.setAttributes(Map.of("ssf.transmitterEnabled", "true"));
        keycloak.create(realm);
        ClientRepresentation client = new ClientRepresentation();
        client.setClientId("receiver");
        client.setSecret(KeycloakUnderTest.SECRET);
        client.setServiceAccountsEnabled(true);
        client.setStandardFlowEnabled(false);
        client.setOptionalClientScopes(List.of("ssf.manage", "ssf.read"));
        client.setAttributes(
                Map.of("ssf.enabled", "true", "ssf.defaultSubjects", "ALL", "ssf.validPushUrls", endpoint + "*"));
        keycloak.realm(REALM).clients().create(client).close();
        String issuer = keycloak.url() + "/realms/" + REALM;
        String token = new FormPost(
                        issuer + "/protocol/openid-connect/token",
                        Map.of(
                                "grant_type", "client_credentials",
                                "client_id", "receiver",
                                "client_secret", KeycloakUnderTest.SECRET,
                                "scope", "ssf.manage ssf.read"))
                .send()
                .path("access_token")
                .asText();
        String stream = JSON.writeValueAsString(Map.of(
                "delivery",
                Map.of("method", "urn:ietf:rfc:8935", "endpoint_url", endpoint),
                "events_requested",
                List.of("https://schemas.openid.net/secevent/caep/event-type/session-revoked")));
        HttpResponse<String> answer = HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(URI.create(issuer + "/ssf/transmitter/streams"))
                                .header("Authorization", "Bearer " + token)
                                .header("Content-Type", "application/json")
                                .POST(HttpRequest.BodyPublishers.ofString(stream))
                                .build(),
                        HttpResponse.BodyHandlers.ofString());
        if (answer.statusCode() != 201) {
            throw new IOException("No stream: " + answer.statusCode() + " " + answer.body());
        }
    }
}
