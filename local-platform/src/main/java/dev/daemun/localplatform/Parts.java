package dev.daemun.localplatform;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * Where the build has put what the platform is made of: the unpacked Keycloak distribution, our provider jars and the
 * executable jars of the services.
 */
public record Parts(Path directory) {
    /** The directory named by the system property {@code daemun.parts}. */
    public static Parts built() {
        String directory = System.getProperty("daemun.parts");
        if (directory == null) {
            throw new PlatformException("The system property daemun.parts must name the directory of the built parts.");
        }
        return new Parts(Path.of(directory).toAbsolutePath());
    }

    /** The Keycloak distribution as it came, never started from here. */
    public Path keycloak() {
        return onlyOne(directory.resolve("keycloak"));
    }

    /** Our provider jars. */
    public List<Path> providers() {
        return list(directory.resolve("providers"));
    }

    /** The provider jars that send the browser to the stand-ins, for a development platform only. */
    public List<Path> standInProviders() {
        return list(directory.resolve("stand-in-providers"));
    }

    /** The executable jar of a service. */
    public Path service(String name) {
        return directory.resolve("services").resolve(name + ".jar");
    }

    /** The executable jar that changes a running realm. */
    Path realmAdmin() {
        return directory.resolve("realm-admin/realm-admin.jar");
    }

    /** The files of the page. */
    public Path webApp() {
        return directory.resolve("web-app/META-INF/resources");
    }

    private static Path onlyOne(Path directory) {
        List<Path> entries = list(directory);
        if (entries.size() != 1) {
            throw new PlatformException(
                    directory + " must hold one Keycloak distribution: delete it, and build once more.");
        }
        return entries.get(0);
    }

    private static List<Path> list(Path directory) {
        try (var entries = Files.list(directory)) {
            return entries.sorted().toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
