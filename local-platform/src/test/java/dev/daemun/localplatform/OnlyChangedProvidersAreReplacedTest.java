package dev.daemun.localplatform;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A provider that looks new makes Keycloak optimise itself anew, and the second start as slow as the first. */
class OnlyChangedProvidersAreReplacedTest {
    private static final FileTime LONG_AGO = FileTime.fromMillis(1_000_000);

    @TempDir
    private Path directory;

    private Path distribution;
    private Path home;
    private Path provider;

    @BeforeEach
    void distributionAndProvider() throws IOException {
        distribution = Files.createDirectories(directory.resolve("distribution"));
        home = directory.resolve("home");
        Files.writeString(distribution.resolve("version.txt"), "Keycloak - Version 1");
        Path script = Files.createDirectories(distribution.resolve("bin")).resolve("kc.sh");
        Files.writeString(script, "#!/bin/sh");
        Files.setPosixFilePermissions(script, PosixFilePermissions.fromString("rwxr-xr-x"));
        provider = Files.writeString(directory.resolve("provider.jar"), "one");
        install(provider);
    }

    @Test
    void theDistributionIsCopiedAsItIs() {
        assertThat(home.resolve("bin/kc.sh")).isExecutable();
        assertThat(home.resolve("providers/provider.jar")).hasContent("one");
    }

    @Test
    void anUnchangedProviderKeepsItsTime() throws IOException {
        Path installed = home.resolve("providers/provider.jar");
        Files.setLastModifiedTime(installed, LONG_AGO);
        install(provider);
        assertThat(Files.getLastModifiedTime(installed)).isEqualTo(LONG_AGO);
    }

    @Test
    void aChangedProviderIsReplacedAndAnOldOneGoes() throws IOException {
        Files.writeString(provider, "two");
        Files.writeString(home.resolve("providers/old.jar"), "old");
        install(provider);
        assertThat(home.resolve("providers/provider.jar")).hasContent("two");
        assertThat(home.resolve("providers/old.jar")).doesNotExist();
    }

    @Test
    void aNewVersionReplacesTheProgramAndKeepsTheData() throws IOException {
        Path data = Files.createDirectories(home.resolve("data/h2")).resolve("keycloakdb");
        Files.writeString(data, "people");
        Files.writeString(home.resolve("bin/old.sh"), "old");
        Files.writeString(distribution.resolve("version.txt"), "Keycloak - Version 2");
        install(provider);
        assertThat(home.resolve("version.txt")).hasContent("Keycloak - Version 2");
        assertThat(home.resolve("bin/old.sh")).doesNotExist();
        assertThat(data).hasContent("people");
    }

    /** The JVM would refuse it, and a cache that is there is never written again. */
    @Test
    void theCacheOfAStartGoesWithItsVersion() throws IOException {
        StartCache cache =
                KeycloakHome.install(distribution, home, List.of(provider)).startCache();
        String output = cache.outputOption();
        Files.createFile(Path.of(output.substring(output.indexOf('=') + 1)));
        assertThat(cache.keep()).isTrue();
        assertThat(cache.options()).isNotEmpty();
        install(provider);
        assertThat(cache.options()).as("the same version").isNotEmpty();
        Files.writeString(distribution.resolve("version.txt"), "Keycloak - Version 2");
        install(provider);
        assertThat(cache.options()).as("another version").isEmpty();
    }

    private void install(Path... providers) {
        KeycloakHome.install(distribution, home, List.of(providers));
    }
}
