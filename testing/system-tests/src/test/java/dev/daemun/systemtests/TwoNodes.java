package dev.daemun.systemtests;

import dev.daemun.freeports.FreePort;
import dev.daemun.kafkabroker.KafkaBroker;
import dev.daemun.localplatform.CodeFlow;
import dev.daemun.localplatform.Directories;
import dev.daemun.localplatform.InterleavedLog;
import dev.daemun.localplatform.KeycloakHome;
import dev.daemun.localplatform.KeycloakProcess;
import dev.daemun.localplatform.Ports;
import dev.daemun.localplatform.ServiceProcess;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import jakarta.ws.rs.client.ClientBuilder;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.awaitility.Awaitility;
import org.keycloak.admin.client.JacksonProvider;
import org.keycloak.admin.client.Keycloak;
import org.keycloak.admin.client.KeycloakBuilder;

/** Two clustered Keycloaks with one PostgreSQL, each of which can be killed. The issuer is the first one's address. */
final class TwoNodes implements AutoCloseable {
    private static final Path DIRECTORY = Path.of("target", "two-nodes").toAbsolutePath();

    final WebhookReceiver receiver = WebhookReceiver.start(WebhookReceiver.SECRET);

    /** Receives all events and withdrawals of the realm, once a test has started it. */
    final KafkaBroker kafka = TestKafka.in(DIRECTORY.resolve("kafka"));

    private final EmbeddedPostgres postgresql;
    private final InterleavedLog log;
    private final List<Node> nodes = new ArrayList<>();

    private TwoNodes() throws IOException {
        Directories.delete(DIRECTORY.resolve("first"));
        Directories.delete(DIRECTORY.resolve("second"));
        Files.createDirectories(DIRECTORY);
        postgresql = EmbeddedPostgres.builder()
                .setPort(FreePort.next())
                // Otherwise a crash may lose what PostgreSQL has acknowledged, as in no production.
                .setServerConfig("synchronous_commit", "on")
                .start();
        log = new InterleavedLog(
                new PrintStream(Files.newOutputStream(DIRECTORY.resolve("nodes.log")), true, StandardCharsets.UTF_8));
        Ports first = Ports.free();
        nodes.add(new Node("first", first, first));
        nodes.add(new Node("second", Ports.free(), first));
    }

    static TwoNodes start() {
        try {
            TwoNodes started = new TwoNodes();
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
        return nodes.get(0).realm();
    }

    CodeFlow webApp() {
        return new CodeFlow(issuer(), "sample-web-app", TestRealm.webApp(nodes.get(0).ports) + "/", "openid");
    }

    /** A service that trusts the common issuer, but calls one node only. */
    ServiceProcess startService(Node node) {
        String realm = node.realm();
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
        kafka.close();
        try {
            postgresql.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * Kills one of PostgreSQL's processes as {@code kill -9} does. PostgreSQL then ends all others, since they might have spoiled
     * their common memory, and recovers from its log.
     */
    void crashDatabase() {
        ProcessHandle.of(log().number("SELECT pid FROM pg_stat_activity WHERE backend_type = 'checkpointer'"))
                .orElseThrow()
                .destroyForcibly();
    }

    /** Separates the nodes until each believes that it is alone, and lets them find each other again. */
    void splitAndMerge() {
        nodes.forEach(node -> node.awaitMembers(2));
        int merges = node(0).view.merges();
        nodes.forEach(node -> node.toCluster.sever());
        nodes.forEach(node -> node.awaitMembers(1));
        nodes.forEach(node -> node.toCluster.mend());
        Awaitility.await("a merge").atMost(Duration.ofMinutes(1)).until(() -> {
            nodes.forEach(node -> node.toCluster.probe().lookForOthers());
            return node(0).view.merges() > merges;
        });
        nodes.forEach(node -> node.awaitMembers(2));
    }

    /** Kills a node so that the other one does not notice and goes on waiting for it, as when a machine loses its power. */
    void loseMachineOf(Node node) {
        nodes.forEach(each -> each.toCluster.cut());
        node.kill();
    }

    /** Lets the other node notice at once that its connections to a lost node have broken; by itself it needs up to a minute. */
    void noticeLossOf(Node node) {
        nodes.forEach(each -> each.toCluster.mend());
        nodes.stream().filter(each -> each != node).forEach(each -> each.awaitMembers(1));
    }

    Consumer<String> logOf(String process) {
        return log.of(process);
    }

    /** One of the two Keycloaks. */
    final class Node implements AutoCloseable {
        private final String name;
        final Ports ports;

        /** Its way to the database. */
        final TcpLink toDatabase = TcpLink.to(postgresql.getPort());

        /** The way on which the other node reaches it. */
        private final ClusterLink toCluster = ClusterLink.open();

        private final ClusterView view = new ClusterView();
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
                    "--db-url=jdbc:postgresql://localhost:" + toDatabase.port() + "/postgres",
                    "--db-username=postgres",
                    "--db-password=postgres",
                    "--hostname=http://localhost:" + first.keycloak(),
                    "--hostname-backchannel-dynamic=true",
                    "--cache=ispn",
                    "--cache-embedded-mtls-enabled=false",
                    "--spi-event-relay--kafka--names=events",
                    "--spi-event-relay--kafka--events-topic=identity-{realm}",
                    "--spi-event-relay--kafka--events-realms=daemun",
                    "--spi-event-relay--kafka--events-properties=" + kafka.producerProperties(),
                    "--spi-realm-restapi-extension--revocation-feed--kafka-topic=withdrawals-{realm}",
                    "--spi-realm-restapi-extension--revocation-feed--kafka-realms=daemun",
                    "--spi-realm-restapi-extension--revocation-feed--kafka-properties=" + kafka.producerProperties(),
                    "--spi-event-relay--webhook--names=both",
                    "--spi-event-relay--webhook--both-realms=daemun",
                    "--spi-event-relay--webhook--both-url=" + receiver.url()));
            options.addAll(toCluster.options());
        }

        void start() {
            KeycloakHome home = KeycloakHomes.install(KeycloakHomes.Kind.POSTGRESQL, DIRECTORY.resolve(name));
            TestRealm.write(home.importDirectory(), realmVariables);
            view.forget();
            process = KeycloakProcess.start(
                    home,
                    ports.keycloak(),
                    ports.keycloakManagement(),
                    RunningKeycloak.ADMINISTRATOR,
                    options,
                    Map.of("KC_SPI_EVENT_RELAY__WEBHOOK__BOTH_SECRETS", WebhookReceiver.SECRET),
                    log.of(name).andThen(view));
            process.awaitReady();
            KeycloakHomes.started(KeycloakHomes.Kind.POSTGRESQL, home);
            Starts.note("Keycloak", name + " node", process.process());
        }

        /** Waits until it believes that so many nodes are in the cluster, itself included. */
        void awaitMembers(int number) {
            Awaitility.await(name + " knows " + number + " nodes")
                    .atMost(Duration.ofMinutes(2))
                    .until(() -> view.members() == number);
        }

        /** Kills the process as {@code kill -9} does. */
        void kill() {
            process.process().kill();
        }

        ProcessHandle handle() {
            return process.process().handle();
        }

        String url() {
            return "http://localhost:" + ports.keycloak();
        }

        String realm() {
            return url() + "/realms/daemun";
        }

        /** How often the other one has let it know that the log has grown. */
        double nudgesByOtherNodes() {
            return Metrics.of("http://localhost:" + ports.keycloakManagement() + "/metrics")
                    .value("daemun_event_log_nudges_by_other_nodes_total", "");
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

        /** The same, but calls end after some seconds without an answer; to be closed. */
        Keycloak impatientAdmin() {
            return KeycloakBuilder.builder()
                    .serverUrl(url())
                    .realm("master")
                    .clientId("admin-cli")
                    .username(RunningKeycloak.ADMINISTRATOR.username())
                    .password(RunningKeycloak.ADMINISTRATOR.password())
                    .resteasyClient(ClientBuilder.newBuilder()
                            .register(JacksonProvider.class, 100)
                            .connectTimeout(3, TimeUnit.SECONDS)
                            .readTimeout(3, TimeUnit.SECONDS)
                            .build())
                    .build();
        }

        @Override
        public void close() {
            if (process != null) {
                process.close();
            }
            toDatabase.close();
            toCluster.close();
        }
    }
}
