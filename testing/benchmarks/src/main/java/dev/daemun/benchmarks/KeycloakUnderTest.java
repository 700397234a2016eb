package dev.daemun.benchmarks;

import dev.daemun.freeports.FreePort;
import dev.daemun.localplatform.CodeFlow;
import dev.daemun.localplatform.Directories;
import dev.daemun.localplatform.InterleavedLog;
import dev.daemun.localplatform.KeycloakHome;
import dev.daemun.localplatform.KeycloakProcess;
import dev.daemun.localplatform.Login;
import dev.daemun.localplatform.Parts;
import dev.daemun.localplatform.Ports;
import dev.daemun.realmconfig.Mode;
import dev.daemun.realmconfig.RealmConfig;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import jakarta.ws.rs.core.Response;
import java.io.Closeable;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.keycloak.admin.client.CreatedResponseUtil;
import org.keycloak.admin.client.Keycloak;
import org.keycloak.admin.client.resource.RealmResource;
import org.keycloak.representations.idm.CredentialRepresentation;
import org.keycloak.representations.idm.RealmRepresentation;
import org.keycloak.representations.idm.UserRepresentation;

/** A Keycloak with Daemun's realm and its own PostgreSQL. */
final class KeycloakUnderTest implements AutoCloseable {
    static final String SERVICE = "sample-resource-service";
    static final String SECRET = "benchmark";
    private static final Login ADMINISTRATOR = new Login("admin", "benchmark");

    private final EmbeddedPostgres postgresql;
    private final Closeable database;
    private final KeycloakProcess keycloak;
    private final Keycloak admin;
    private final String webApp;

    private KeycloakUnderTest(
            EmbeddedPostgres postgresql, Closeable database, KeycloakProcess keycloak, String webApp) {
        this.postgresql = postgresql;
        this.database = database;
        this.keycloak = keycloak;
        this.webApp = webApp;
        this.admin = Keycloak.getInstance(
                keycloak.url(), "master", ADMINISTRATOR.username(), ADMINISTRATOR.password(), "admin-cli");
    }

    /** Starts one with those of Daemun's provider jars whose file names match. */
    static KeycloakUnderTest start(String name, Predicate<String> providers) {
        return start(name, providers, Additions.NONE);
    }

    static KeycloakUnderTest start(String name, Predicate<String> providers, Additions additions) {
        try {
            EmbeddedPostgres postgresql =
                    EmbeddedPostgres.builder().setPort(FreePort.next()).start();
            String webApp = "http://localhost:" + FreePort.next();
            KeycloakProcess keycloak = start(name, postgresql, webApp, providers, additions);
            KeycloakUnderTest started = new KeycloakUnderTest(postgresql, postgresql, keycloak, webApp);
            started.hashPasswordsCheaply();
            return started;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * Starts another node with the database of this one, to be closed before this one. This one must have been started with {@link
     * Additions#clustered()}.
     */
    KeycloakUnderTest another(String name) {
        KeycloakProcess started = start(name, postgresql, webApp, jar -> true, Additions.clustered());
        return new KeycloakUnderTest(postgresql, () -> {}, started, webApp);
    }

    private static KeycloakProcess start(
            String name, EmbeddedPostgres postgresql, String webApp, Predicate<String> providers, Additions additions) {
        Path directory = Path.of("testing", "benchmarks", "target", name).toAbsolutePath();
        Parts parts = Parts.built();
        Ports ports = Ports.free();
        Directories.delete(directory);
        try {
            Files.createDirectories(directory);
            List<Path> chosen = Stream.concat(
                            parts.providers().stream()
                                    .filter(jar ->
                                            providers.test(jar.getFileName().toString())),
                            additions.providers().stream())
                    .toList();
            KeycloakHome home = KeycloakHome.install(parts.keycloak(), directory.resolve("keycloak"), chosen);
            RealmConfig.write(home.importDirectory(), variables(ports, webApp), Mode.DEMO);
            InterleavedLog log = new InterleavedLog(new PrintStream(
                    Files.newOutputStream(directory.resolve("keycloak.log")), true, StandardCharsets.UTF_8));
            KeycloakProcess keycloak = KeycloakProcess.start(
                    home,
                    ports.keycloak(),
                    ports.keycloakManagement(),
                    ADMINISTRATOR,
                    Stream.concat(
                                    Stream.of(
                                            // As in production; without it each event looks for the issuer of the one
                                            // before.
                                            "--hostname=http://localhost:" + ports.keycloak(),
                                            "--db=postgres",
                                            "--db-url=" + postgresql.getJdbcUrl("postgres", "postgres"),
                                            "--db-username=postgres",
                                            "--db-password=postgres"),
                                    additions.options().stream())
                            .toList(),
                    additions.secrets(),
                    log.of(name));
            keycloak.awaitReady();
            return keycloak;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * Argon2 takes most of a sign-in's processor time, and the JVM compiles it so differently from one process to the
     * next that this difference would hide all others.
     */
    private void hashPasswordsCheaply() {
        RealmRepresentation realm = realm().toRepresentation();
        realm.setPasswordPolicy("hashAlgorithm(pbkdf2-sha256) and hashIterations(1)");
        realm().update(realm);
    }

    String issuer() {
        return keycloak.issuer();
    }

    CpuTime cpu() {
        return CpuTime.of(keycloak.process().handle());
    }

    JavaProcess java() {
        return JavaProcess.in(keycloak.process().handle()).findFirst().orElseThrow();
    }

    String url() {
        return keycloak.url();
    }

    RealmResource realm() {
        return realm("daemun");
    }

    RealmResource realm(String name) {
        return admin.realm(name);
    }

    void create(RealmRepresentation realm) {
        admin.realms().create(realm);
    }

    CodeFlow webApp() {
        return new CodeFlow(issuer(), "sample-web-app", webApp + "/", "openid");
    }

    /** Changes the database past Keycloak. */
    void execute(String sql) {
        try (Connection connection = postgresql.getPostgresDatabase().getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Creates a user who can sign in. */
    Person person(String username) {
        Login login = new Login(username, "benchmark-" + username);
        CredentialRepresentation password = new CredentialRepresentation();
        password.setType(CredentialRepresentation.PASSWORD);
        password.setValue(login.password());
        UserRepresentation user = new UserRepresentation();
        user.setUsername(username);
        user.setEmail(username + "@example.com");
        user.setEnabled(true);
        user.setCredentials(List.of(password));
        try (Response created = realm().users().create(user)) {
            return new Person(CreatedResponseUtil.getCreatedId(created), login);
        }
    }

    @Override
    public void close() {
        admin.close();
        keycloak.close();
        try {
            database.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Map<String, String> variables(Ports ports, String webApp) {
        return Map.of(
                "DAEMUN_WEB_APP_URL", webApp,
                "DAEMUN_SAMPLE_SERVICE_URL", "http://localhost:" + ports.sampleService(),
                "DAEMUN_GATEWAY_CLIENT_SECRET", SECRET,
                "DAEMUN_SAMPLE_SERVICE_CLIENT_SECRET", SECRET,
                "DAEMUN_ORDER_REPORT_CLIENT_SECRET", SECRET,
                "DAEMUN_DEMO_USER_PASSWORD", "demo-password");
    }

    /**
     * What one of them has besides.
     *
     * @param options of {@code kc.sh start-dev}
     * @param secrets options that others on this machine must not see, as environment variables
     * @param providers further provider jars
     */
    record Additions(List<String> options, Map<String, String> secrets, List<Path> providers) {
        static final Additions NONE = new Additions(List.of(), Map.of(), List.of());

        /** One of several nodes on this machine. */
        static Additions clustered() {
            return new Additions(
                    List.of(
                            "--cache=ispn",
                            "--cache-embedded-mtls-enabled=false",
                            "--cache-embedded-network-bind-address=127.0.0.1",
                            "--cache-embedded-network-bind-port=" + FreePort.next()),
                    Map.of(),
                    List.of());
        }
    }

    /** A user with a password. */
    record Person(String id, Login login) {}
}
