package dev.daemun.systemtests;

import dev.daemun.freeports.FreePort;
import dev.daemun.kafkabroker.KafkaBroker;
import dev.daemun.localplatform.CodeFlow;
import dev.daemun.localplatform.Directories;
import dev.daemun.localplatform.InterleavedLog;
import dev.daemun.localplatform.KeycloakHome;
import dev.daemun.localplatform.KeycloakProcess;
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
import java.util.Map;
import java.util.function.Consumer;
import javax.sql.DataSource;
import org.keycloak.admin.client.Keycloak;
import org.keycloak.admin.client.resource.RealmResource;

/** A Keycloak with a real PostgreSQL, which tests can read, and which goes on running when Keycloak is killed. */
final class KeycloakOnPostgresql implements AutoCloseable {
    /** The resource that each class locks that uses it, so that no two of these classes run side by side. */
    static final String LOCK = "Keycloak on PostgreSQL";

    private static final Path DIRECTORY = Path.of("target", "event-log").toAbsolutePath();

    /** Receives all events of the realm. */
    final WebhookReceiver first = WebhookReceiver.start(WebhookReceiver.SECRET);

    /** Receives events of two types from all realms, signed with an old and a new secret. */
    final WebhookReceiver second = WebhookReceiver.start(WebhookReceiver.NEXT_SECRET);

    /** Receives all events of the realm, once a test has started it. */
    final KafkaBroker kafka = TestKafka.in(DIRECTORY.resolve("kafka"));

    private final EmbeddedPostgres postgresql;
    private final Ports ports = Ports.free();
    private final KeycloakHome home;
    private final InterleavedLog log;
    private final List<String> options;
    private KeycloakProcess keycloak;

    private KeycloakOnPostgresql(EmbeddedPostgres postgresql) {
        this.postgresql = postgresql;
        this.options = new ArrayList<>(RunningKeycloak.CHEAP_PASSWORDS);
        options.addAll(List.of(
                "--db=postgres",
                "--db-url=" + postgresql.getJdbcUrl("postgres", "postgres"),
                "--db-username=postgres",
                "--db-password=postgres",
                "--spi-identity-event-log--daemun--reconcile-interval=PT1S",
                "--spi-event-relay--kafka--names=events",
                "--spi-event-relay--kafka--events-topic=identity-{realm}",
                "--spi-event-relay--kafka--events-realms=daemun",
                "--spi-event-relay--kafka--events-properties=" + kafka.producerProperties(),
                "--spi-realm-restapi-extension--revocation-feed--kafka-topic=withdrawals-{realm}",
                "--spi-realm-restapi-extension--revocation-feed--kafka-realms=daemun",
                "--spi-realm-restapi-extension--revocation-feed--kafka-properties=" + kafka.producerProperties(),
                "--spi-event-relay--webhook--names=first,second",
                "--spi-event-relay--webhook--first-url=" + first.url(),
                "--spi-event-relay--webhook--first-realms=daemun",
                "--spi-event-relay--webhook--second-url=" + second.url(),
                "--spi-event-relay--webhook--second-types=registered,deleted"));
        try {
            Files.createDirectories(DIRECTORY);
            log = new InterleavedLog(new PrintStream(
                    Files.newOutputStream(DIRECTORY.resolve("keycloak.log")), true, StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Directories.delete(DIRECTORY.resolve("keycloak/data"));
        home = KeycloakHomes.install(KeycloakHomes.Kind.POSTGRESQL, DIRECTORY.resolve("keycloak"));
        TestRealm.write(home.importDirectory(), TestRealm.variables(ports));
    }

    /** The one that all tests of a run share, started at the first call. Tests undo what they change. */
    static KeycloakOnPostgresql shared() {
        return Shared.KEYCLOAK;
    }

    private static KeycloakOnPostgresql start() {
        try {
            KeycloakOnPostgresql started = new KeycloakOnPostgresql(
                    EmbeddedPostgres.builder().setPort(FreePort.next()).start());
            Runtime.getRuntime().addShutdownHook(new Thread(started::close));
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
                Map.of(
                        "KC_SPI_EVENT_RELAY__WEBHOOK__FIRST_SECRETS",
                        WebhookReceiver.SECRET,
                        "KC_SPI_EVENT_RELAY__WEBHOOK__SECOND_SECRETS",
                        WebhookReceiver.SECRET + "," + WebhookReceiver.NEXT_SECRET),
                log.of("keycloak"));
        keycloak.awaitReady();
        KeycloakHomes.started(KeycloakHomes.Kind.POSTGRESQL, home);
        Starts.note("Keycloak", "on PostgreSQL", keycloak.process());
    }

    /** Kills the process as {@code kill -9} does. */
    void kill() {
        keycloak.process().kill();
    }

    LogRows log() {
        return new LogRows(postgresql.getPostgresDatabase());
    }

    DataSource database() {
        return postgresql.getPostgresDatabase();
    }

    Consumer<String> logOf(String process) {
        return log.of(process);
    }

    String url() {
        return keycloak.url();
    }

    String metrics() {
        return Call.to("http://localhost:" + ports.keycloakManagement() + "/metrics")
                .get()
                .body();
    }

    String issuer() {
        return keycloak.issuer();
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
        kafka.close();
        first.close();
        second.close();
        try {
            postgresql.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static final class Shared {
        private static final KeycloakOnPostgresql KEYCLOAK = start();
    }
}
