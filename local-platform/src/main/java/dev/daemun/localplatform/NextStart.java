package dev.daemun.localplatform;

import dev.daemun.realmconfig.Mode;
import dev.daemun.realmconfig.RealmConfig;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/**
 * Makes the next start of a platform faster: lets each service and Keycloak write what the JVM finds out in a start, unless that has been
 * done for what was built. One after another, since somebody is using the platform meanwhile.
 */
record NextStart(Parts parts, State state, PlatformSettings settings, Processes processes) {
    /** It takes half a minute where nothing else runs. */
    private static final Duration LONGEST_WRITING = Duration.ofMinutes(10);

    /** Ends early, and without a failure, where the platform is being stopped. */
    void prepare(KeycloakHome keycloak, List<Path> providers, List<String> services) {
        try {
            for (String name : services) {
                UnpackedService service = UnpackedService.of(parts.service(name));
                if (service.startCache().isMissing() && !write(service)) {
                    return;
                }
            }
            if (keycloak.startCache().isMissing()) {
                write(keycloak, providers);
            }
        } catch (PlatformException stoppedOrTooSlow) {
            // The next start is as slow as this one, and tries again.
        }
    }

    private boolean write(UnpackedService service) {
        ManagedProcess writing = service.startForCache();
        try {
            processes.add(writing);
            return writing.awaitExit(LONGEST_WRITING) == 0
                    && service.startCache().keep();
        } finally {
            processes.end(writing);
        }
    }

    /** With a copy of Keycloak, because two of them can't have the same database and files. */
    private void write(KeycloakHome keycloak, List<Path> providers) {
        Path directory = state.keycloakForCache();
        // A launcher that was killed meanwhile may have left one.
        Directories.delete(directory);
        try {
            KeycloakHome copy = KeycloakHome.install(parts.keycloak(), directory, providers);
            copy.optimisedAs(keycloak);
            RealmConfig.write(copy.importDirectory(), settings.realmVariables(), Mode.DEMO);
            Ports ports = Ports.free();
            KeycloakProcess writing = KeycloakProcess.start(
                    copy,
                    ports.keycloak(),
                    ports.keycloakManagement(),
                    settings.administrator(),
                    settings.keycloakOptionsWithoutReceivers(),
                    settings.keycloakEnvironment(List.of(keycloak.startCache().outputOption())),
                    line -> {});
            try {
                processes.add(writing.process());
                writing.awaitReady();
                writing.process().askToEnd();
                writing.process().awaitExit(LONGEST_WRITING);
                // Asked to end it has the same exit code as when the platform is stopped, and then its cache may be
                // half written.
                if (processes.areRunning()) {
                    keycloak.startCache().keep();
                }
            } finally {
                processes.end(writing.process());
            }
        } finally {
            Directories.delete(directory);
        }
    }
}
