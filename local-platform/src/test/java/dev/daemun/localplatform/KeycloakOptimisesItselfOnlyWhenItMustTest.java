package dev.daemun.localplatform;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.HashMap;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** It does when the time of a provider jar is another, and then the start takes twice as long. */
class KeycloakOptimisesItselfOnlyWhenItMustTest {
    private static final FileTime BEFORE = FileTime.fromMillis(1_000_000);
    private static final FileTime NOW = FileTime.fromMillis(2_000_000);

    @TempDir
    private Path directory;

    private final Map<String, String> entries = new HashMap<>(Map.of(
            "META-INF/services/org.keycloak.protocol.ProtocolMapper",
            "dev.daemun.Mapper\n",
            "dev/daemun/Mapper.class",
            "a class that a service file names",
            "dev/daemun/Plain.class",
            "a class",
            "dev/daemun/Resource.class",
            "Ljakarta/ws/rs/GET;",
            "dev/daemun/catalogue.json",
            "{}",
            "theme/daemun/login/footer.ftl",
            "a footer"));
    private Path installed;
    private Path built;

    @BeforeEach
    void aJarThatKeycloakKnows() throws IOException {
        installed = write("installed.jar", BEFORE);
        built = directory.resolve("built.jar");
    }

    @ParameterizedTest
    @CsvSource({
        "dev/daemun/Plain.class, another body",
        "theme/daemun/login/footer.ftl, another footer",
    })
    void whatIsOnlyRunOrReadIsReplacedWithoutANewTime(String entry, String content) throws IOException {
        entries.put(entry, content);
        replace();
        assertThat(Files.getLastModifiedTime(installed)).isEqualTo(BEFORE);
    }

    @ParameterizedTest
    @CsvSource({
        "dev/daemun/Mapper.class, a factory with another id",
        "dev/daemun/Resource.class, a resource without its annotation",
        "dev/daemun/Plain.class, now with Ljakarta/ws/rs/GET;",
        "dev/daemun/New.class, a new class",
        "dev/daemun/catalogue.json, {1}",
        "META-INF/services/org.keycloak.protocol.ProtocolMapper, dev.daemun.Other",
    })
    void whatKeycloakLooksAtGetsTheNewTime(String entry, String content) throws IOException {
        entries.put(entry, content);
        replace();
        assertThat(Files.getLastModifiedTime(installed)).isEqualTo(NOW);
    }

    @Test
    void aClassThatIsGoneGetsTheNewTime() throws IOException {
        entries.remove("dev/daemun/Plain.class");
        replace();
        assertThat(Files.getLastModifiedTime(installed)).isEqualTo(NOW);
    }

    @Test
    void theSameContentKeepsItsTime() throws IOException {
        replace();
        assertThat(Files.getLastModifiedTime(installed)).isEqualTo(BEFORE);
    }

    private void replace() throws IOException {
        write("built.jar", NOW);
        new ProviderJar(installed).replaceBy(built);
        assertThat(Files.mismatch(installed, built)).isEqualTo(-1);
    }

    private Path write(String name, FileTime time) throws IOException {
        Path jar = directory.resolve(name);
        try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(jar))) {
            for (Map.Entry<String, String> entry : entries.entrySet()) {
                ZipEntry file = new ZipEntry(entry.getKey());
                file.setTime(0);
                zip.putNextEntry(file);
                zip.write(entry.getValue().getBytes(StandardCharsets.UTF_8));
            }
        }
        Files.setLastModifiedTime(jar, time);
        return jar;
    }
}
