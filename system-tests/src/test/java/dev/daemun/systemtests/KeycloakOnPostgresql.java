package dev.daemun.systemtests;

import dev.daemun.localplatform.CodeFlow;
import dev.daemun.localplatform.Directories;
import dev.daemun.localplatform.InterleavedLog;
import dev.daemun.localplatform.KeycloakHome;
import dev.daemun.localplatform.KeycloakProcess;
import dev.daemun.localplatform.Parts;
import dev.daemun.localplatform.Ports;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.keycloak.admin.client.Keycloak;
import org.keycloak.admin.client.resource.RealmResource;

/** A Keycloak of a test's own on a real PostgreSQL, into which the test can look and which outlives Keycloak's death. */
final class KeycloakOnPostgresql implements AutoCloseable {
    private static final Path DIRECTORY = Path.of("target", "event-log").toAbsolutePath();

    private final EmbeddedPostgres postgresql;
    private final Ports ports = Ports.free();
    private final KeycloakHome home;
    private final InterleavedLog log;
    private final List<String> options;
    private KeycloakProcess keycloak;

    private KeycloakOnPostgresql(EmbeddedPostgres postgresql, List<String> options) {
        this.postgresql = postgresql;
        this.options = new ArrayList<>(options);
        this.options.add("--db=postgres");
        this.options.add("--db-url=" + postgresql.getJdbcUrl("postgres", "postgres"));
        this.options.add("--db-username=postgres");
        this.options.add("--db-password=postgres");
        try {
            Files.createDirectories(DIRECTORY);
            log = new InterleavedLog(new PrintStream(
                    Files.newOutputStream(DIRECTORY.resolve("keycloak.log")), true, StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Parts parts = Parts.built();
        Directories.delete(DIRECTORY.resolve("keycloak/data"));
        home = KeycloakHome.install(parts.keycloak(), DIRECTORY.resolve("keycloak"), parts.providers());
        TestRealm.write(home.importDirectory(), TestRealm.variables(ports));
    }

    static KeycloakOnPostgresql start(String... options) {
        try {
            KeycloakOnPostgresql started = new KeycloakOnPostgresql(EmbeddedPostgres.start(), List.of(options));
            started.startKeycloak();
            return started;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    void startKeycloak() {
        keycloak = KeycloakProcess.start(
                home,
                ports.keycloak(),
                ports.keycloakManagement(),
                RunningKeycloak.ADMINISTRATOR,
                options,
                log.of("keycloak"));
        keycloak.awaitReady();
    }

    /** As {@code kill -9} does. */
    void kill() {
        keycloak.process().kill();
    }

    LogRows log() {
        return new LogRows(postgresql.getPostgresDatabase());
    }

    String issuer() {
        return keycloak.issuer();
    }

    String url() {
        return keycloak.url();
    }

    /** To be closed. */
    Keycloak admin() {
        return Keycloak.getInstance(
                keycloak.url(),
                "master",
                RunningKeycloak.ADMINISTRATOR.username(),
                RunningKeycloak.ADMINISTRATOR.password(),
                "admin-cli");
    }

    RealmResource realm(Keycloak admin) {
        return admin.realm("daemun");
    }

    CodeFlow webApp(String scope) {
        return new CodeFlow(issuer(), "sample-web-app", TestRealm.webApp(ports) + "/", scope);
    }

    @Override
    public void close() {
        keycloak.close();
        try {
            postgresql.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
