package dev.daemun.systemtests;

import dev.daemun.localplatform.InterleavedLog;
import dev.daemun.localplatform.KeycloakHome;
import dev.daemun.localplatform.KeycloakProcess;
import dev.daemun.localplatform.Ports;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/** Keycloak's distribution from Maven, run as a process on this machine. */
final class DistributionKeycloak implements RunningKeycloak {
    /** As in production; by itself {@code start-dev} reads each template anew for each page. */
    private static final List<String> THEMES_READ_ONCE =
            List.of("--spi-theme--cache-themes=true", "--spi-theme--cache-templates=true");

    private final Supplier<KeycloakProcess> launcher;
    private KeycloakProcess process;

    private DistributionKeycloak(Supplier<KeycloakProcess> launcher) {
        this.launcher = launcher;
        launch();
    }

    static DistributionKeycloak start(
            Path directory, Ports ports, Map<String, String> realmVariables, List<String> options, InterleavedLog log) {
        KeycloakHome home = KeycloakHomes.install(KeycloakHomes.Kind.EMBEDDED_DATABASE, directory);
        List<String> all = new ArrayList<>(CHEAP_PASSWORDS);
        all.addAll(THEMES_READ_ONCE);
        all.addAll(options);
        TestRealm.write(home.importDirectory(), realmVariables);
        DistributionKeycloak started = new DistributionKeycloak(() -> KeycloakProcess.start(
                home, ports.keycloak(), ports.keycloakManagement(), ADMINISTRATOR, all, Map.of(), log.of("keycloak")));
        KeycloakHomes.started(KeycloakHomes.Kind.EMBEDDED_DATABASE, home);
        return started;
    }

    /** Kills it as {@code kill -9} does, and starts it again with the same database. */
    void crash() {
        process.process().kill();
        launch();
    }

    private void launch() {
        process = launcher.get();
        process.awaitReady();
        Starts.note("Keycloak", "on its embedded database", process.process());
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
