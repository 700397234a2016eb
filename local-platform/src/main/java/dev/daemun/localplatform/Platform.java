package dev.daemun.localplatform;

import dev.daemun.realmconfig.Mode;
import dev.daemun.realmconfig.RealmConfig;
import dev.daemun.standins.StandIn;
import java.nio.file.Path;
import java.util.ArrayList;
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
    static final String KEYCLOAK = "keycloak";
    static final String SAMPLE_SERVICE = "sample-resource-service";
    static final String GATEWAY = "api-gateway";

    private final Parts parts;
    private final State state;
    private final Ports ports;
    private final Debugging debugging;
    private final InterleavedLog log;
    private final Map<String, String> environment;
    private final Secrets secrets;
    private final Processes processes;
    private final Server keycloakServer;
    private final Server serviceServer;
    private final Server gatewayServer;
    private Optional<StandIns> standIns = Optional.empty();
    private PlatformSettings settings;
    private KeycloakHome keycloakHome;
    private KeycloakProcess keycloak;
    private ServiceProcess service;
    private ServiceProcess gateway;

    /**
     * Prepares a platform; nothing is started yet.
     *
     * @param directory where it keeps its data, secrets and description
     * @param environment variables whose names begin with {@code DAEMUN_} reach the realm
     */
    public Platform(Parts parts, Path directory, Ports ports, InterleavedLog log, Map<String, String> environment) {
        this(parts, directory, ports, Debugging.OFF, log, environment);
    }

    Platform(
            Parts parts,
            Path directory,
            Ports ports,
            Debugging debugging,
            InterleavedLog log,
            Map<String, String> environment) {
        this.parts = parts;
        this.state = new State(directory);
        this.ports = ports;
        this.debugging = debugging;
        this.log = log;
        this.environment = environment;
        this.secrets = new Secrets(state.secrets());
        this.processes = new Processes(new ProcessFile(state.processes()));
        this.keycloakServer = new Server(processes, this::startKeycloak);
        this.serviceServer = new Server(processes, this::startService);
        this.gatewayServer = new Server(processes, this::startGateway);
    }

    /** Starts everything, waits until all of it answers, and describes it in a file. */
    public PlatformDescription start() {
        ports.requireFree();
        debugging.requireFree();
        standIns = startStandIns();
        settings = new PlatformSettings(parts, state, ports, debugging, secrets, environment, standIns);
        ImportedClients clients = new ImportedClients(state.importedClients());
        Map<String, String> variables = settings.realmVariables();
        clients.requireUnchanged(variables);

        keycloakServer.start();
        standIns.ifPresent(running -> running.register(keycloak.issuer()));
        serviceServer.start();
        gatewayServer.start();

        keycloakServer.awaitReady();
        clients.remember(variables);
        serviceServer.awaitReady();
        gatewayServer.awaitReady();
        PlatformDescription description = describe();
        description.write(state.description());
        return description;
    }

    /**
     * Takes over what was built of a module since the start, and starts the process anew that runs it; the realm is changed to what its
     * files say.
     */
    synchronized void reload(String module, BuiltModules modules) {
        switch (module) {
            case SAMPLE_SERVICE -> serviceServer.restart(() -> modules.copyService(SAMPLE_SERVICE, parts));
            case GATEWAY -> gatewayServer.restart(() -> modules.copyService(GATEWAY, parts));
            case "sample-web-app" -> modules.copyPage(parts);
            case "realm-config" -> changeRealm(modules);
            default -> {
                if (!modules.extensions().contains(module)) {
                    throw new PlatformException("There is no " + module + " to reload: name one of " + GATEWAY + ", "
                            + SAMPLE_SERVICE + ", sample-web-app, realm-config, "
                            + String.join(", ", modules.extensions()) + ".");
                }
                keycloakServer.restart(() -> modules.copyExtensions(parts));
            }
        }
    }

    /** Lets the services and Keycloak write what makes their next start faster, which takes a while. */
    void prepareNextStart() {
        new NextStart(parts, state, settings.withoutDebuggers(), processes)
                .prepare(keycloakHome, providers(), List.of(SAMPLE_SERVICE, GATEWAY));
    }

    /** Completes with the first process that ends although nobody asked it to. */
    CompletableFuture<ManagedProcess> anyEnded() {
        return processes.endedByItself();
    }

    /** Ends every process, the last started first. */
    @Override
    public void close() {
        processes.close();
        standIns.ifPresent(StandIns::close);
        Directories.delete(state.description());
    }

    private void changeRealm(BuiltModules modules) {
        Map<String, String> variables = new HashMap<>(OwnSecrets.in(modules.project()));
        variables.putAll(settings.realmVariables());
        new RealmAdminRun(parts.realmAdmin(), modules.realmFiles(), variables, log.of("realm-admin"))
                .apply(keycloak.url(), settings.administrator());
    }

    private Optional<StandIns> startStandIns() {
        Set<StandIn> needed = StandIn.neededIn(environment);
        if (needed.isEmpty()) {
            return Optional.empty();
        }
        ports.requireFreeForStandIns();
        return Optional.of(StandIns.start(needed, ports, state.standInAuthority()));
    }

    private Server.Started startKeycloak() {
        keycloakHome = KeycloakHome.install(parts.keycloak(), state.keycloak(), providers());
        RealmConfig.write(keycloakHome.importDirectory(), settings.realmVariables(), Mode.DEMO);
        keycloak = KeycloakProcess.start(
                keycloakHome,
                ports.keycloak(),
                ports.keycloakManagement(),
                settings.administrator(),
                settings.keycloakOptions(),
                settings.keycloakEnvironment(keycloakHome.startCache().options()),
                log.of(KEYCLOAK));
        return new Server.Started(keycloak.process(), keycloak::awaitReady);
    }

    private List<Path> providers() {
        List<Path> providers = new ArrayList<>(parts.providers());
        standIns.ifPresent(running -> providers.addAll(parts.standInProviders()));
        return providers;
    }

    private Server.Started startService() {
        service = ServiceProcess.start(
                SAMPLE_SERVICE,
                parts.service(SAMPLE_SERVICE),
                ports.sampleService(),
                ports.sampleServiceManagement(),
                settings.service(keycloak.issuer()),
                log.of(SAMPLE_SERVICE));
        return new Server.Started(service.process(), service::awaitReady);
    }

    private Server.Started startGateway() {
        gateway = ServiceProcess.start(
                GATEWAY,
                parts.service(GATEWAY),
                ports.webApp(),
                ports.gatewayManagement(),
                settings.gateway(keycloak.issuer(), service.url()),
                log.of(GATEWAY));
        return new Server.Started(gateway.process(), gateway::awaitReady);
    }

    private PlatformDescription describe() {
        Login administrator = settings.administrator();
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
                standIns.map(StandIns::describe).orElse(null),
                debugging.ports().isEmpty() ? null : debugging.ports());
    }

    private static PlatformDescription.User demoUser(String username, String... roles) {
        return new PlatformDescription.User(username, PlatformSettings.DEMO_USER_PASSWORD, List.of(roles));
    }

    private PlatformDescription.Client client(String id) {
        return new PlatformDescription.Client(id, secrets.get(id));
    }
}
