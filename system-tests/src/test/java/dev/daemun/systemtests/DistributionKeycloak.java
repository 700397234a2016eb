package dev.daemun.systemtests;

import dev.daemun.localplatform.InterleavedLog;
import dev.daemun.localplatform.KeycloakHome;
import dev.daemun.localplatform.KeycloakProcess;
import dev.daemun.localplatform.Parts;
import dev.daemun.localplatform.Ports;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** Keycloak's distribution from Maven, run as a process of this machine. */
record DistributionKeycloak(KeycloakProcess process) implements RunningKeycloak {
    static DistributionKeycloak start(
            Parts parts,
            Path directory,
            Ports ports,
            Map<String, String> realmVariables,
            List<String> options,
            InterleavedLog log) {
        KeycloakHome home = KeycloakHome.install(parts.keycloak(), directory, parts.providers());
        TestRealm.write(home.importDirectory(), realmVariables);
        KeycloakProcess process = KeycloakProcess.start(
                home, ports.keycloak(), ports.keycloakManagement(), ADMINISTRATOR, options, log.of("keycloak"));
        process.awaitReady();
        return new DistributionKeycloak(process);
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
