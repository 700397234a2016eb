package dev.daemun.localplatform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WhatWasBuiltReplacesWhatRunsTest {
    @TempDir
    private Path project;

    private BuiltModules modules;
    private Parts parts;

    @BeforeEach
    void partsOfAnOlderBuild() throws IOException {
        modules = new BuiltModules(project);
        parts = new Parts(project.resolve("local-platform/target/platform"));
        jar("local-platform/target/platform/providers/event-log-1.0.jar", "old");
        jar("local-platform/target/platform/providers/feed-1.0.jar", "old");
        write("local-platform/target/platform/services/api-gateway.jar", "old");
        write("local-platform/target/platform/web-app/META-INF/resources/assets/old.js", "old");
        write("keycloak-extensions/pom.xml", "");
        write("keycloak-extensions/event-log/pom.xml", "");
        write("keycloak-extensions/feed/pom.xml", "");
    }

    @Test
    void extensionsAreModulesThatRunInsideKeycloak() throws IOException {
        write("keycloak-extensions/target/x", "");
        assertThat(modules.extensions()).containsExactly("event-log", "feed");
    }

    @Test
    void everyExtensionThatWasBuiltIsCopiedInItsOwnVersionOnly() throws IOException {
        Path built = jar("keycloak-extensions/event-log/target/event-log-1.0.jar", "new");
        jar("keycloak-extensions/event-log/target/event-log-0.9.jar", "older");
        jar("keycloak-extensions/event-log/target/original-event-log-1.0.jar", "without its libraries");
        byte[] untouched = Files.readAllBytes(parts.providers().get(1));
        modules.copyExtensions(parts);
        assertThat(parts.providers())
                .extracting(jar -> jar.getFileName().toString())
                .containsExactly("event-log-1.0.jar", "feed-1.0.jar");
        assertThat(parts.providers().get(0)).hasSameBinaryContentAs(built);
        assertThat(parts.providers().get(1)).hasBinaryContent(untouched);
    }

    @Test
    void theExecutableJarOfAServiceIsCopied() throws IOException {
        write("api-gateway/target/api-gateway-1.0.jar", "classes only");
        write("api-gateway/target/api-gateway-1.0-exec.jar", "new");
        modules.copyService("api-gateway", parts);
        assertThat(parts.service("api-gateway")).hasContent("new");
    }

    @Test
    void twoVersionsOfAServiceAreNotGuessedBetween() throws IOException {
        write("api-gateway/target/api-gateway-1.0-exec.jar", "one");
        write("api-gateway/target/api-gateway-1.1-exec.jar", "two");
        assertThatThrownBy(() -> modules.copyService("api-gateway", parts))
                .isInstanceOf(PlatformException.class)
                .hasMessageContaining("holds 2");
        assertThat(parts.service("api-gateway")).hasContent("old");
    }

    @Test
    void thePageIsReplacedAsAWhole() throws IOException {
        write("sample-web-app/target/classes/META-INF/resources/index.html", "new");
        write("sample-web-app/target/classes/META-INF/resources/assets/new.js", "new");
        modules.copyPage(parts);
        assertThat(parts.webApp().resolve("index.html")).hasContent("new");
        assertThat(parts.webApp().resolve("assets/new.js")).hasContent("new");
        assertThat(parts.webApp().resolve("assets/old.js")).doesNotExist();
    }

    private Path jar(String file, String content) throws IOException {
        Path path = project.resolve(file);
        Files.createDirectories(path.getParent());
        try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(path))) {
            zip.putNextEntry(new ZipEntry(content));
        }
        return path;
    }

    private void write(String file, String content) throws IOException {
        Path path = project.resolve(file);
        Files.createDirectories(path.getParent());
        Files.writeString(path, content);
    }
}
