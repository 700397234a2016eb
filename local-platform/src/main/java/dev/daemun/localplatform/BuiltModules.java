package dev.daemun.localplatform;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.stream.Stream;

/**
 * What Maven has built of each module, in the module's own {@code target} directory. The parts of the platform are copies of
 * it, since a build must not change a jar that somebody runs.
 *
 * @param project the directory of the root {@code pom.xml}
 */
record BuiltModules(Path project) {
    /** The names of the modules that run inside Keycloak. */
    List<String> extensions() {
        return list(project.resolve("keycloak-extensions"), "*/pom.xml")
                .map(pom -> pom.getParent().getFileName().toString())
                .toList();
    }

    /** The directory of the realm's files, of which nothing has to be built. */
    Path realmFiles() {
        return project.resolve("realm-config/realm");
    }

    /** Copies every extension that was built anew, not only one: Maven has also built those that it needs. */
    void copyExtensions(Parts parts) {
        for (Path provider : parts.providers()) {
            list(project.resolve("keycloak-extensions"), "*/target/" + provider.getFileName())
                    .forEach(new ProviderJar(provider)::replaceBy);
        }
    }

    /** Copies the executable jar of a service. */
    void copyService(String name, Parts parts) {
        Path target = project.resolve(name).resolve("target");
        List<Path> jars = list(target, "*-exec.jar").toList();
        if (jars.size() != 1) {
            throw new PlatformException(target + " must hold one executable jar, but holds " + jars.size()
                    + ": delete that directory and build once more.");
        }
        copy(jars.get(0), parts.service(name));
    }

    /** Copies the files of the page and deletes those of its last build. */
    void copyPage(Parts parts) {
        Path built = project.resolve("sample-web-app/target/classes/META-INF/resources");
        List<Path> files = list(built, "**").filter(Files::isRegularFile).toList();
        Directories.delete(parts.webApp());
        files.forEach(file -> copy(file, parts.webApp().resolve(built.relativize(file))));
    }

    private static void copy(Path from, Path to) {
        try {
            Files.createDirectories(to.getParent());
            Files.copy(from, to, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The entries below the directory that the pattern fits, in the order of their names. */
    private static Stream<Path> list(Path directory, String glob) {
        var pattern = directory.getFileSystem().getPathMatcher("glob:" + glob);
        try (Stream<Path> entries = Files.walk(directory)) {
            return entries.filter(entry -> pattern.matches(directory.relativize(entry))).sorted().toList().stream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
