package dev.daemun.systemtests;

import dev.daemun.localplatform.Ports;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Collectors;

/** Settings with which tests can act as the page, know the secrets, and call the service directly. */
record Openings(Ports ports, Map<String, String> realmVariables) implements ComposedAddition {
    @Override
    public Place place() {
        return Place.SHARED;
    }

    @Override
    public String settings(String idUrl) {
        // Compose replaces nothing between single quotes.
        return realmVariables.entrySet().stream()
                .filter(variable -> variable.getKey().endsWith("_SECRET"))
                .map(secret -> secret.getKey() + "='" + secret.getValue() + "'\n")
                .collect(Collectors.joining(
                        "", "", "KC_BOOTSTRAP_ADMIN_PASSWORD=" + RunningKeycloak.ADMINISTRATOR.password() + '\n'));
    }

    @Override
    public Path writeOverride(Path directory) throws IOException {
        return Files.writeString(directory.resolve("openings.yml"), """
                services:
                  keycloak:
                    environment: &addresses
                      DAEMUN_WEB_APP_URL: %s
                      DAEMUN_SAMPLE_SERVICE_URL: %s
                  realm:
                    environment: *addresses
                  sample-resource-service:
                    environment:
                      DAEMUN_RESOURCESERVER_PUBLICURLS: http://localhost:%d
                    ports: ["127.0.0.1:%d:8081", "127.0.0.1:%d:9081"]
                """.formatted(
                        realmVariables.get("DAEMUN_WEB_APP_URL"),
                        realmVariables.get("DAEMUN_SAMPLE_SERVICE_URL"),
                        ports.sampleService(),
                        ports.sampleService(),
                        ports.sampleServiceManagement()));
    }

    @Override
    public void close() {}
}
