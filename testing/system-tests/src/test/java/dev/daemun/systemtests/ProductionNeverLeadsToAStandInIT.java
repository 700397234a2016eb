package dev.daemun.systemtests;

import static org.assertj.core.api.Assertions.assertThat;

import dev.daemun.localplatform.KeycloakHome;
import dev.daemun.localplatform.Parts;
import dev.daemun.localplatform.Ports;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** A production Keycloak with the providers of {@code ./run} refuses to start, and says why. */
class ProductionNeverLeadsToAStandInIT {
    private static final Path DIRECTORY = Path.of("target", "production").toAbsolutePath();

    private final Parts parts = Parts.built();
    private final Ports ports = Ports.free();

    @Test
    void ourProvidersHaveNoDetour() {
        assertThat(parts.providers())
                .isNotEmpty()
                .noneMatch(jar -> jar.getFileName().toString().contains("stand-in"));
    }

    @Test
    void keycloakRefusesToStartWithOne() throws Exception {
        KeycloakHome home = KeycloakHome.install(parts.keycloak(), DIRECTORY, parts.standInProviders());
        assertRefused(home, "start", "--db=dev-file");
        // The first start has optimised Keycloak, and an optimised Keycloak starts differently.
        assertRefused(home, "start", "--optimized");
    }

    private void assertRefused(KeycloakHome home, String... start) throws IOException, InterruptedException {
        Path log = DIRECTORY.resolve("keycloak.log");
        List<String> command = new ArrayList<>();
        command.add(home.directory().resolve("bin/kc.sh").toString());
        command.addAll(List.of(start));
        command.addAll(List.of(
                "--http-enabled=true",
                "--hostname-strict=false",
                "--http-port=" + ports.keycloak(),
                "--http-management-port=" + ports.keycloakManagement(),
                "--spi-security-headers--stand-in-detour--hosts=kauth.kakao.com",
                "--spi-security-headers--stand-in-detour--port=" + ports.standIns()));
        ProcessBuilder builder =
                new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile());
        builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
        Process keycloak = builder.start();
        try {
            assertThat(keycloak.waitFor(5, TimeUnit.MINUTES))
                    .as("Keycloak ends by itself; see " + log)
                    .isTrue();
            assertThat(keycloak.exitValue()).isNotZero();
            assertThat(Files.readString(log)).contains("stand-in-detour is for `kc.sh start-dev` only");
        } finally {
            keycloak.descendants().forEach(ProcessHandle::destroyForcibly);
            keycloak.destroyForcibly();
        }
    }
}
