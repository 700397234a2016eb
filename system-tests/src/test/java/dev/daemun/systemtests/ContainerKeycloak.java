package dev.daemun.systemtests;

import dasniko.testcontainers.keycloak.KeycloakContainer;
import dev.daemun.localplatform.InterleavedLog;
import dev.daemun.localplatform.Parts;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.testcontainers.images.PullPolicy;
import org.testcontainers.utility.MountableFile;

/** Keycloak's container image, run through Testcontainers. */
record ContainerKeycloak(KeycloakContainer container) implements RunningKeycloak {
    private static final String IMAGE = "quay.io/keycloak/keycloak:" + System.getProperty("keycloak.version");

    static ContainerKeycloak start(
            Parts parts, Path directory, Map<String, String> realmVariables, InterleavedLog log) {
        TestRealm.write(directory, realmVariables);
        KeycloakContainer container = new KeycloakContainer(IMAGE)
                // A tag of a release never changes, so an image that is here need not be pulled again each day.
                .withImagePullPolicy(PullPolicy.defaultPolicy())
                .withStartupTimeout(Duration.ofMinutes(5))
                .withRamPercentage(1, 10)
                .withAdminUsername(ADMINISTRATOR.username())
                .withAdminPassword(ADMINISTRATOR.password())
                .withProviderLibsFrom(
                        parts.providers().stream().map(Path::toFile).toList());
        for (Path file : filesOf(directory)) {
            container.withCopyFileToContainer(
                    MountableFile.forHostPath(file, 0644), "/opt/keycloak/data/import/" + file.getFileName());
        }
        container.withLogConsumer(
                frame -> log.of("keycloak").accept(frame.getUtf8String().stripTrailing()));
        container.start();
        return new ContainerKeycloak(container);
    }

    @Override
    public String url() {
        return "http://" + container.getHost() + ":" + container.getHttpPort();
    }

    @Override
    public void close() {
        container.stop();
    }

    private static Iterable<Path> filesOf(Path directory) {
        try (var files = Files.list(directory)) {
            return files.toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
