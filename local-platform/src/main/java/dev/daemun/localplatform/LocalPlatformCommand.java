package dev.daemun.localplatform;

import dev.daemun.realmconfig.RealmConfigException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Behind {@code ./run}. */
@Command(
        name = "./run",
        mixinStandardHelpOptions = true,
        description = "Starts the whole platform and waits; Ctrl-C stops it.")
final class LocalPlatformCommand implements Runnable {
    private static final Path PROJECT = Path.of("").toAbsolutePath();
    private static final State STATE = new State(PROJECT.resolve(".run"));

    @Option(names = "--fresh", description = "Forget all data of earlier starts first.")
    private boolean fresh;

    @Option(names = "--debug", description = "Let a debugger on this machine attach to Keycloak and the services.")
    private boolean debug;

    public static void main(String[] args) {
        CommandLine command = new CommandLine(new LocalPlatformCommand());
        command.setExecutionExceptionHandler((failure, line, parsed) -> {
            if (failure instanceof PlatformException || failure instanceof RealmConfigException) {
                line.getErr().println(failure.getMessage());
                return CommandLine.ExitCode.SOFTWARE;
            }
            throw failure;
        });
        System.exit(command.execute(args));
    }

    @Override
    public void run() {
        if (!new ProcessFile(STATE.processes()).running().isEmpty()) {
            throw new PlatformException("The platform runs already: see `./run status`, or end it with `./run stop`.");
        }
        if (fresh) {
            STATE.startOver();
        }
        Platform platform = new Platform(
                Parts.built(),
                STATE.directory(),
                Ports.usual(),
                debug ? Debugging.USUAL : Debugging.OFF,
                new InterleavedLog(System.out),
                environment());
        Runtime.getRuntime().addShutdownHook(new Thread(platform::close));
        Summary.print(platform.start(), System.out);
        BuiltModules modules = new BuiltModules(PROJECT);
        ReloadSocket socket = ReloadSocket.open(STATE.reloading(), module -> platform.reload(module, modules));
        Runtime.getRuntime().addShutdownHook(new Thread(socket::close));
        Thread preparing = new Thread(platform::prepareNextStart, "next-start");
        preparing.setDaemon(true);
        preparing.start();
        ManagedProcess ended = platform.anyEnded().join();
        throw new PlatformException(ended.name() + " has ended, so everything is stopped: its log above says why.");
    }

    @Command(description = "Says whether the platform runs, and where.")
    void status() {
        PlatformDescription description = PlatformDescription.read(STATE.description())
                .filter(written -> Readiness.answers(written.issuer()))
                .orElseThrow(() -> new PlatformException("The platform does not run: start it with `./run`."));
        Summary.print(description, System.out);
    }

    @Command(description = "Stops a platform that was started elsewhere.")
    void stop() {
        List<ProcessHandle> running = new ProcessFile(STATE.processes()).running();
        if (running.isEmpty()) {
            throw new PlatformException("The platform does not run.");
        }
        // The launcher comes first and ends the others; where it is gone, they are ended from here.
        running.forEach(ManagedProcess::stop);
        Directories.delete(STATE.description());
        Directories.delete(STATE.processes());
    }

    @Command(description = "Replaces one module of the running platform by what was built of it since.")
    void reload(@Parameters(paramLabel = "MODULE") String module) {
        ReloadSocket.ask(STATE.reloading(), module);
    }

    @Command(description = "Prints an access token of a demo user.")
    void token(@Parameters(paramLabel = "USER", defaultValue = "demo-member") String username) {
        PlatformDescription description = described();
        PlatformDescription.User user = description.users().stream()
                .filter(candidate -> candidate.username().equals(username))
                .findFirst()
                .orElseThrow(
                        () -> new PlatformException("There is no demo user " + username + ": see `./run status`."));
        String redirectUri = description.services().get(0).url() + "/swagger-ui/oauth2-redirect.html";
        CodeFlow flow = new CodeFlow(description.issuer(), "sample-api-docs", redirectUri, "openid");
        System.out.println(
                flow.signIn(new Login(user.username(), user.password())).accessToken());
    }

    @Command(description = "Prints the secret of a client, for a service of your own that reads withdrawals as it.")
    void secret(@Parameters(paramLabel = "CLIENT") String id) {
        System.out.println(described().clients().stream()
                .filter(client -> client.id().equals(id))
                .findFirst()
                .orElseThrow(() -> new PlatformException(
                        "There is no client " + id + " with a secret: see the clients in .run/platform.json."))
                .secret());
    }

    private static Map<String, String> environment() {
        Map<String, String> environment = new HashMap<>(OwnSecrets.in(PROJECT));
        environment.putAll(System.getenv());
        return environment;
    }

    private static PlatformDescription described() {
        return PlatformDescription.read(STATE.description())
                .orElseThrow(() -> new PlatformException("The platform does not run: start it with `./run`."));
    }
}
