package dev.daemun.systemtests;

import jakarta.ws.rs.client.Client;
import jakarta.ws.rs.client.ClientBuilder;
import jakarta.ws.rs.client.ClientRequestContext;
import jakarta.ws.rs.client.ClientRequestFilter;
import jakarta.ws.rs.client.ClientResponseContext;
import jakarta.ws.rs.client.ClientResponseFilter;
import java.io.IOException;
import org.keycloak.admin.client.JacksonProvider;
import org.keycloak.admin.client.Keycloak;
import org.keycloak.admin.client.KeycloakBuilder;

/** A connection to the admin interface that does something after each request that changed something, or breaks after one. */
final class CutConnection implements AutoCloseable {
    private final Client http;
    final Keycloak keycloak;
    private int changes;

    private CutConnection(String url, int after, Runnable afterEach) {
        http = ClientBuilder.newBuilder()
                .register(JacksonProvider.class, 100)
                .register((ClientRequestFilter) request -> {
                    if (changes >= after) {
                        throw new IOException("cut off");
                    }
                })
                .register(new ClientResponseFilter() {
                    @Override
                    public void filter(ClientRequestContext request, ClientResponseContext answer) throws IOException {
                        if (isChange(request)) {
                            changes++;
                            afterEach.run();
                        }
                        if (changes >= after) {
                            throw new IOException("cut off");
                        }
                    }
                })
                .build();
        keycloak = KeycloakBuilder.builder()
                .serverUrl(url)
                .realm("master")
                .clientId("admin-cli")
                .username("admin")
                .password(RunningKeycloak.ADMINISTRATOR.password())
                .resteasyClient(http)
                .build();
    }

    /** Keycloak has carried out this many changes; the answer to the last one is lost, and nothing comes through any more. */
    static CutConnection after(String url, int changes) {
        return new CutConnection(url, changes, () -> {});
    }

    static CutConnection watched(String url, Runnable afterEachChange) {
        return new CutConnection(url, Integer.MAX_VALUE, afterEachChange);
    }

    /** The requests so far that change something. */
    int changes() {
        return changes;
    }

    private static boolean isChange(ClientRequestContext request) {
        String path = request.getUri().getPath();
        return path.contains("/admin/realms/")
                && !path.endsWith("/partial-export")
                && !request.getMethod().equals("GET");
    }

    @Override
    public void close() {
        keycloak.close();
        http.close();
    }
}
