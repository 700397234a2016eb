package dev.daemun.realmadmin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.keycloak.admin.client.Keycloak;
import org.keycloak.admin.client.KeycloakBuilder;

/** Compose runs an apply while Keycloak, or its database, may be starting, and tries again where this is the reason alone. */
class WhoeverWaitsForKeycloakKnowsItTest {
    @ParameterizedTest
    @ValueSource(ints = {500, 502, 503})
    void whileItAnswersThatItHasTrouble(int status) throws IOException {
        assertThat(isAwayWhereKeycloakAnswers(status)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(ints = {400, 401, 403, 404})
    void aRefusalIsNoTrouble(int status) throws IOException {
        assertThat(isAwayWhereKeycloakAnswers(status)).isFalse();
    }

    @Test
    void whileNobodyIsThere() throws IOException {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        // One that was never started would go on listening.
        server.start();
        server.stop(0);
        assertThat(isAway(server)).isTrue();
    }

    private static boolean isAwayWhereKeycloakAnswers(int status) throws IOException {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            exchange.sendResponseHeaders(status, -1);
            exchange.close();
        });
        server.start();
        try {
            return isAway(server);
        } finally {
            server.stop(0);
        }
    }

    private static boolean isAway(HttpServer server) {
        try (Keycloak keycloak = KeycloakBuilder.builder()
                .serverUrl("http://localhost:" + server.getAddress().getPort())
                .realm("daemun")
                .grantType("client_credentials")
                .clientId("realm-admin")
                .clientSecret("a-secret-of-the-test")
                .build()) {
            return Failures.saysThatKeycloakIsAway(
                    catchThrowable(() -> keycloak.realm("daemun").toRepresentation()));
        }
    }
}
