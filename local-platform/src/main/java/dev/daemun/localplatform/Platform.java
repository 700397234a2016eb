package dev.daemun.localplatform;

import dev.daemun.realmconfig.Mode;
import dev.daemun.realmconfig.RealmConfig;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;

/**
 * The whole platform on one machine: Keycloak with the realm and our extensions, the stand-ins of the identity providers
 * that have no credentials, the sample service, and the gateway with the page.
 */
public final class Platform implements AutoCloseable {
    static final String SAMPLE_SERVICE = "sample-resource-service";
    private static final String GATEWAY = "api-gateway";
    private static final String ADMINISTRATOR = "admin";
    private static final String DEMO_USER_PASSWORD = "demo-password";

    private final Parts parts;
    private final State state;
    private final Ports ports;
    private final InterleavedLog log;
    private final Map<String, String> environment;
    private final Secrets secrets;
    private volatile boolean closing;
    private final Deque<ManagedProcess> processes = new ArrayDeque<>();
    private Optional<StandIns> standIns = Optional.empty();

    /**
     * Prepares a platform; nothing is started yet.
     *
     * @param directory where it keeps its data, secrets and description
     * @param environment variables whose names begin with {@code DAEMUN_} reach the realm
     */
    public Platform(Parts parts, Path directory, Ports ports, InterleavedLog log, Map<String, String> environment) {
        this.parts = parts;
        this.state = new State(directory);
        this.ports = ports;
        this.log = log;
        this.environment = environment;
        this.secrets = new Secrets(state.secrets());
    }

    /** Starts everything, waits until all of it answers, and describes it in a file. */
    public PlatformDescription start() {
        ports.requireFree();
        standIns = startStandIns();
        List<Path> providers = new ArrayList<>(parts.providers());
        standIns.ifPresent(running -> providers.addAll(parts.standInProviders()));
        KeycloakHome home = KeycloakHome.install(parts.keycloak(), state.keycloak(), providers);
        Map<String, String> variables = realmVariables();
        ImportedClients clients = new ImportedClients(state.importedClients());
        clients.requireUnchanged(variables);
        RealmConfig.write(home.importDirectory(), variables, Mode.DEMO);

        KeycloakProcess keycloak = KeycloakProcess.start(
                home,
                ports.keycloak(),
                ports.keycloakManagement(),
                administrator(),
                keycloakOptions(),
                Map.of("KC_SPI_EVENT_RELAY__WEBHOOK__MEMBERS_SECRETS", webhookSecret()),
                log.of("keycloak"));
        add(keycloak.process());
        standIns.ifPresent(running -> running.register(keycloak.issuer()));
        ServiceProcess service = ServiceProcess.start(
                SAMPLE_SERVICE,
                parts.service(SAMPLE_SERVICE),
                ports.sampleService(),
                ports.sampleServiceManagement(),
                serviceSettings(keycloak.issuer()),
                log.of(SAMPLE_SERVICE));
        add(service.process());
        ServiceProcess gateway = ServiceProcess.start(
                GATEWAY,
                parts.service(GATEWAY),
                ports.webApp(),
                ports.gatewayManagement(),
                gatewaySettings(keycloak.issuer(), service.url()),
                log.of(GATEWAY));
        add(gateway.process());

        keycloak.awaitReady();
        clients.remember(variables);
        service.awaitReady();
        gateway.awaitReady();
        PlatformDescription description = describe(keycloak, service, gateway);
        description.write(state.description());
        return description;
    }

    /** Completes with the first process that ends by itself. */
    CompletableFuture<ManagedProcess> anyEnded() {
        return CompletableFuture.anyOf(
                        processes.stream().map(ManagedProcess::ended).toArray(CompletableFuture<?>[]::new))
                .thenApply(ManagedProcess.class::cast)
                .thenCompose(ended -> closing ? new CompletableFuture<>() : CompletableFuture.completedFuture(ended));
    }

    /** Ends every process, the last started first. */
    @Override
    public void close() {
        closing = true;
        processes.forEach(ManagedProcess::close);
        processes.clear();
        standIns.ifPresent(StandIns::close);
        Directories.delete(state.description());
        Directories.delete(state.processes());
    }

    private Optional<StandIns> startStandIns() {
        Set<StandIn> needed = StandIn.neededIn(environment);
        if (needed.isEmpty()) {
            return Optional.empty();
        }
        ports.requireFreeForStandIns();
        return Optional.of(StandIns.start(needed, ports, state.standInAuthority()));
    }

    private void add(ManagedProcess process) {
        processes.push(process);
        List<ProcessHandle> handles = new ArrayList<>();
        handles.add(ProcessHandle.current());
        processes.forEach(started -> handles.add(started.handle()));
        new ProcessFile(state.processes()).write(handles);
    }

    private Login administrator() {
        return new Login(ADMINISTRATOR, secrets.get("administrator"));
    }

    private Map<String, String> realmVariables() {
        Map<String, String> variables = new HashMap<>();
        variables.put("DAEMUN_WEB_APP_URL", "http://localhost:" + ports.webApp());
        variables.put("DAEMUN_SAMPLE_SERVICE_URL", "http://localhost:" + ports.sampleService());
        variables.put("DAEMUN_GATEWAY_CLIENT_SECRET", secrets.get(GATEWAY));
        variables.put("DAEMUN_SAMPLE_SERVICE_CLIENT_SECRET", secrets.get(SAMPLE_SERVICE));
        variables.put("DAEMUN_ORDER_REPORT_CLIENT_SECRET", secrets.get("sample-order-report"));
        variables.put("DAEMUN_DEMO_USER_PASSWORD", DEMO_USER_PASSWORD);
        // A person may try RS256, real credentials and the like without touching this program.
        environment.forEach((name, value) -> {
            if (name.startsWith("DAEMUN_")) {
                variables.put(name, value);
            }
        });
        standIns.map(StandIns::realmVariables).ifPresent(variables::putAll);
        return variables;
    }

    /** The sample service hears what happens to identities. */
    private List<String> keycloakOptions() {
        List<String> options =
                new ArrayList<>(standIns.map(StandIns::keycloakOptions).orElse(List.of()));
        options.add("--spi-event-relay--webhook--names=members");
        options.add("--spi-event-relay--webhook--members-realms=daemun");
        options.add("--spi-event-relay--webhook--members-url=http://localhost:" + ports.sampleService()
                + "/identity-events");
        return options;
    }

    private String webhookSecret() {
        byte[] secret = secrets.get("identity-events").getBytes(StandardCharsets.UTF_8);
        return "whsec_" + Base64.getEncoder().encodeToString(secret);
    }

    private Map<String, String> serviceSettings(String issuer) {
        Path database = state.serviceData().resolve(SAMPLE_SERVICE).toAbsolutePath();
        Map<String, String> settings =
                new HashMap<>(RevocationFeed.settings(issuer, SAMPLE_SERVICE, secrets.get(SAMPLE_SERVICE)));
        settings.put("DAEMUN_ISSUER", issuer);
        settings.put("SAMPLE_MEMBERS_WEBHOOKSECRETS", webhookSecret());
        settings.put("SPRING_DATASOURCE_URL", "jdbc:h2:file:" + database);
        return settings;
    }

    private Map<String, String> gatewaySettings(String issuer, String service) {
        Map<String, String> settings = new HashMap<>(RevocationFeed.settings(issuer, GATEWAY, secrets.get(GATEWAY)));
        settings.put("DAEMUN_ISSUER", issuer);
        settings.put("DAEMUN_SAMPLE_SERVICE_URL", service);
        settings.put("DAEMUN_GATEWAY_WEBAPP", parts.webApp().toUri().toString());
        return settings;
    }

    private PlatformDescription describe(KeycloakProcess keycloak, ServiceProcess service, ServiceProcess gateway) {
        Login administrator = administrator();
        return new PlatformDescription(
                keycloak.issuer(),
                new PlatformDescription.Admin(
                        keycloak.url() + "/admin/master/console/#/daemun",
                        administrator.username(),
                        administrator.password()),
                gateway.url() + "/",
                List.of(
                        new PlatformDescription.Service(SAMPLE_SERVICE, service.url()),
                        new PlatformDescription.Service(GATEWAY, gateway.url() + "/api")),
                List.of(
                        demoUser("demo-member", "member"),
                        demoUser("demo-manager", "member", "order-manager"),
                        demoUser("demo-desk", "member", "order-manager"),
                        demoUser("demo-shop", "member", "order-manager", "shop-manager")),
                List.of(client(GATEWAY), client(SAMPLE_SERVICE), client("sample-order-report")),
                standIns.map(StandIns::describe).orElse(null));
    }

    private static PlatformDescription.User demoUser(String username, String... roles) {
        return new PlatformDescription.User(username, DEMO_USER_PASSWORD, List.of(roles));
    }

    private PlatformDescription.Client client(String id) {
        return new PlatformDescription.Client(id, secrets.get(id));
    }
}
