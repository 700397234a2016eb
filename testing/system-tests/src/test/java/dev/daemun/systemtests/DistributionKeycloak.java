package dev.daemun.systemtests;

import dev.daemun.localplatform.InterleavedLog;
import dev.daemun.localplatform.KeycloakHome;
import dev.daemun.localplatform.KeycloakProcess;
import dev.daemun.localplatform.Parts;
import dev.daemun.localplatform.Ports;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/** Keycloak's distribution from Maven, run as a process of this machine. */
final class DistributionKeycloak implements RunningKeycloak {
    /** The first one that was started, whose providers all others have as well. */
    private static KeycloakHome optimised;

    private final Supplier<KeycloakProcess> launcher;
    private KeycloakProcess process;

    private DistributionKeycloak(Supplier<KeycloakProcess> launcher) {
        this.launcher = launcher;
        launch();
    }

    static DistributionKeycloak start(
            Parts parts,
            Path directory,
            Ports ports,
            Map<String, String> realmVariables,
            List<String> options,
            InterleavedLog log) {
        KeycloakHome home = KeycloakHome.install(parts.keycloak(), directory, parts.providers());
        if (optimised != null) {
            home.optimisedAs(optimised);
        }
        TestRealm.write(home.importDirectory(), realmVariables);
        DistributionKeycloak started = new DistributionKeycloak(() -> KeycloakProcess.start(
                home,
                ports.keycloak(),
                ports.keycloakManagement(),
                ADMINISTRATOR,
                options,
                Map.of(),
                log.of("keycloak")));
        optimised = home;
        return started;
    }

    /** Ends it as {@code kill -9} does and starts it again over the same database. */
    void crash() {
        process.process().kill();
        launch();
    }

    private void launch() {
        process = launcher.get();
        process.awaitReady();
    }

    @Override
    public String url() {
        return process.url();
    }

    @Override
    public void close() {
        process.close();
    }
}
