package dev.daemun.systemtests;

import dev.daemun.localplatform.CodeFlow;
import dev.daemun.localplatform.Directories;
import dev.daemun.localplatform.InterleavedLog;
import dev.daemun.localplatform.KeycloakHome;
import dev.daemun.localplatform.KeycloakProcess;
import dev.daemun.localplatform.Ports;
import dev.daemun.localplatform.ServiceProcess;
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
import org.keycloak.admin.client.Keycloak;

/** Two clustered Keycloaks with one PostgreSQL, each of which can be killed. The issuer is the first one's address. */
final class TwoNodes implements AutoCloseable {
    private static final Path DIRECTORY = Path.of("target", "two-nodes").toAbsolutePath();

    final WebhookReceiver receiver = WebhookReceiver.start(WebhookReceiver.SECRET);
    private final EmbeddedPostgres postgresql;
    private final InterleavedLog log;
    private final List<Node> nodes = new ArrayList<>();

    private TwoNodes(EmbeddedPostgres postgresql) throws IOException {
        this.postgresql = postgresql;
        Directories.delete(DIRECTORY);
        Files.createDirectories(DIRECTORY);
        log = new InterleavedLog(
                new PrintStream(Files.newOutputStream(DIRECTORY.resolve("nodes.log")), true, StandardCharsets.UTF_8));
        Ports first = Ports.free();
        nodes.add(new Node("first", first, first));
        nodes.add(new Node("second", Ports.free(), first));
    }

    static TwoNodes start() {
        try {
            TwoNodes started = new TwoNodes(EmbeddedPostgres.start());
            Runtime.getRuntime().addShutdownHook(new Thread(started::close));
            started.node(0).start();
            started.node(1).start();
            return started;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    Node node(int number) {
        return nodes.get(number);
    }

    LogRows log() {
        return new LogRows(postgresql.getPostgresDatabase());
    }

    String issuer() {
        return nodes.get(0).url() + "/realms/daemun";
    }

    CodeFlow webApp() {
        return new CodeFlow(issuer(), "sample-web-app", TestRealm.webApp(nodes.get(0).ports) + "/", "openid");
    }

    /** A service that trusts the common issuer, but calls one node only. */
    ServiceProcess startService(Node node) {
        String realm = node.url() + "/realms/daemun";
        return Services.sample(
                "service",
                Map.of(
                        "DAEMUN_ISSUER",
                        issuer(),
                        "SPRING_SECURITY_OAUTH2_RESOURCESERVER_JWT_JWKSETURI",
                        realm + "/protocol/openid-connect/certs",
                        "DAEMUN_RESOURCESERVER_REVOCATIONFEED_URI",
                        realm + "/revocation-feed/withdrawals",
                        "DAEMUN_RESOURCESERVER_REVOCATIONFEED_TOKENURI",
                        realm + "/protocol/openid-connect/token",
                        "DAEMUN_RESOURCESERVER_REVOCATIONFEED_CLIENTID",
                        "sample-resource-service",
                        "DAEMUN_RESOURCESERVER_REVOCATIONFEED_CLIENTSECRET",
                        TestRealm.SERVICE_SECRET),
                log.of("service"));
    }

    @Override
    public void close() {
        nodes.forEach(Node::close);
        receiver.close();
        try {
            postgresql.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** One of the two Keycloaks. */
    final class Node implements AutoCloseable {
        private final String name;
        private final Ports ports;
        private final Map<String, String> realmVariables;
        private final List<String> options;
        private KeycloakProcess process;

        private Node(String name, Ports ports, Ports first) {
            this.name = name;
            this.ports = ports;
            this.realmVariables = TestRealm.variables(first);
            this.options = new ArrayList<>(RunningKeycloak.CHEAP_PASSWORDS);
            options.addAll(List.of(
                    "--db=postgres",
                    "--db-url=" + postgresql.getJdbcUrl("postgres", "postgres"),
                    "--db-username=postgres",
                    "--db-password=postgres",
                    "--hostname=http://localhost:" + first.keycloak(),
                    "--hostname-backchannel-dynamic=true",
                    "--cache=ispn",
                    "--cache-embedded-mtls-enabled=false",
                    "--cache-embedded-network-bind-address=127.0.0.1",
                    "--spi-event-relay--webhook--names=both",
                    "--spi-event-relay--webhook--both-realms=daemun",
                    "--spi-event-relay--webhook--both-url=" + receiver.url()));
        }

        void start() {
            KeycloakHome home = KeycloakHomes.install(KeycloakHomes.Kind.POSTGRESQL, DIRECTORY.resolve(name));
            TestRealm.write(home.importDirectory(), realmVariables);
            process = KeycloakProcess.start(
                    home,
                    ports.keycloak(),
                    ports.keycloakManagement(),
                    RunningKeycloak.ADMINISTRATOR,
                    options,
                    Map.of("KC_SPI_EVENT_RELAY__WEBHOOK__BOTH_SECRETS", WebhookReceiver.SECRET),
                    log.of(name));
            process.awaitReady();
            KeycloakHomes.started(KeycloakHomes.Kind.POSTGRESQL, home);
            Starts.note("Keycloak", name + " node", process.process());
        }

        /** Kills the process as {@code kill -9} does. */
        void kill() {
            process.process().kill();
        }

        String url() {
            return "http://localhost:" + ports.keycloak();
        }

        /** To be closed. */
        Keycloak admin() {
            return Keycloak.getInstance(
                    url(),
                    "master",
                    RunningKeycloak.ADMINISTRATOR.username(),
                    RunningKeycloak.ADMINISTRATOR.password(),
                    "admin-cli");
        }

        @Override
        public void close() {
            if (process != null) {
                process.close();
            }
        }
    }
}
