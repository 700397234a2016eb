package dev.daemun.localplatform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** With a jar that unpacks itself as Spring Boot's do, and whose service writes one word. */
class NobodyStartsAnEarlierBuildTest {
    @TempDir
    private Path services;

    @Test
    void whatIsUnpackedIsStarted() throws Exception {
        Path jar = build("first");
        assertThat(outputOf(unpacked(jar))).isEqualTo("first");
    }

    @Test
    void aBuildOfTheSameSizeIsUnpackedAnewAndTheEarlierOneDeleted() throws Exception {
        UnpackedService earlier = unpacked(build("earlier"));
        Path jar = build("another");
        assertThat(Files.size(jar)).isEqualTo(Files.size(earlier.directory().resolve(jar.getFileName())));
        assertThat(outputOf(unpacked(jar))).isEqualTo("another");
        assertThat(earlier.directory()).doesNotExist();
    }

    @Test
    void whatIsThereIsNotUnpackedAgain() throws Exception {
        UnpackedService service = unpacked(build("first"));
        Path cache = Files.createFile(service.directory().resolve("start-with-java-" + Runtime.version() + ".aot"));
        service.unpack();
        assertThat(cache).exists();
        assertThat(service.command()).contains("-XX:AOTCache=" + cache);
    }

    @Test
    void theCacheOfAnotherJavaIsNotUsed() throws Exception {
        UnpackedService service = unpacked(build("first"));
        Files.createFile(service.directory().resolve("start-with-java-25.0.0+1.aot"));
        assertThat(service.command()).noneMatch(option -> option.startsWith("-XX:AOTCache"));
    }

    @Test
    void twoPlatformsMayUnpackItAtTheSameTime() throws Exception {
        unpacked(build("earlier"));
        Path jar = build("first");
        CompletableFuture<Void> other =
                CompletableFuture.runAsync(() -> UnpackedService.of(jar).unpack());
        UnpackedService.of(jar).unpack();
        other.join();
        assertThat(outputOf(UnpackedService.of(jar))).isEqualTo("first");
        try (var entries = Files.list(services)) {
            assertThat(entries).as("nothing is left behind").hasSize(2);
        }
    }

    @Test
    void whatAStoppedLauncherLeftIsDeletedAndWhatAnotherOneWritesIsNot() throws Exception {
        UnpackedService service = unpacked(build("first"));
        Process ended = new ProcessBuilder("true").start();
        ended.waitFor();
        Path left = Files.createFile(service.directory().resolve("unfinished-" + ended.pid() + ".aot.config"));
        Path another = Files.createFile(service.directory()
                .resolve("unfinished-" + ProcessHandle.current().pid() + ".aot.config"));
        service.startForCache().close();
        assertThat(left).doesNotExist();
        assertThat(another).exists();
    }

    @Test
    void aJarThatIsMissingOrBrokenIsNamed() throws IOException {
        Path jar = services.resolve("service.jar");
        assertThatThrownBy(() -> UnpackedService.of(jar))
                .isInstanceOf(PlatformException.class)
                .hasMessageContaining(jar.toString());
        Files.writeString(jar, "no jar");
        assertThatThrownBy(() -> UnpackedService.of(jar).unpack())
                .isInstanceOf(PlatformException.class)
                .hasMessageContaining(jar.toString());
    }

    private UnpackedService unpacked(Path jar) {
        UnpackedService service = UnpackedService.of(jar);
        service.unpack();
        return service;
    }

    private Path build(String word) throws IOException {
        Path jar = services.resolve("service.jar");
        Manifest manifest = new Manifest();
        manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
        manifest.getMainAttributes().put(Attributes.Name.MAIN_CLASS, JarOfOneWord.class.getName());
        try (JarOutputStream out = new JarOutputStream(Files.newOutputStream(jar), manifest)) {
            String entry = JarOfOneWord.class.getName().replace('.', '/') + ".class";
            out.putNextEntry(new JarEntry(entry));
            try (var bytes = JarOfOneWord.class.getClassLoader().getResourceAsStream(entry)) {
                bytes.transferTo(out);
            }
            out.putNextEntry(new JarEntry("word"));
            out.write(word.getBytes(StandardCharsets.UTF_8));
        }
        return jar;
    }

    private String outputOf(UnpackedService service) throws Exception {
        Process process = new ProcessBuilder(service.command()).start();
        return new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
    }
}
