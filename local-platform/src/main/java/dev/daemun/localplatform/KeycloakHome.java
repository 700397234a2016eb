package dev.daemun.localplatform;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * A Keycloak of one's own: a copy of the distribution that may be written to. Its {@code data} directory outlives a new
 * version and new providers.
 */
public final class KeycloakHome {
    private static final long NEEDED_BYTES = 1_000_000_000L;

    private static final Path OPTIMISATION = Path.of("lib", "quarkus");
    private static final String START_CACHE = "start-cache";

    private final Path directory;

    private KeycloakHome(Path directory) {
        this.directory = directory;
    }

    /** Copies the distribution where it is missing or of another version, and puts exactly these providers in. */
    public static KeycloakHome install(Path distribution, Path directory, List<Path> providers) {
        try {
            Files.createDirectories(directory);
            Path version = directory.resolve("version.txt");
            if (!Files.exists(version) || Files.mismatch(version, distribution.resolve("version.txt")) != -1) {
                if (Files.getFileStore(directory).getUsableSpace() < NEEDED_BYTES) {
                    throw new PlatformException("Less than 1 GB is free where " + directory + " is: make room there.");
                }
                for (String old : List.of("bin", "conf", "lib", "themes", "providers", START_CACHE)) {
                    Directories.delete(directory.resolve(old));
                }
                copy(distribution, directory);
            }
            putIn(providers, directory.resolve("providers"));
            return new KeycloakHome(directory);
        } catch (IOException e) {
            throw new UncheckedIOException("Keycloak can't be put into " + directory, e);
        }
    }

    public Path directory() {
        return directory;
    }

    /**
     * Takes over what another home's Keycloak found out at its first start, which takes longer than the start itself. Where
     * that one's providers or options are others, this one finds out anew.
     */
    public void optimisedAs(KeycloakHome other) {
        try {
            copy(other.directory.resolve(OPTIMISATION), directory.resolve(OPTIMISATION));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** For each start of this version of Keycloak, whatever its providers and options: the JVM keeps nothing of those in it. */
    StartCache startCache() {
        return new StartCache(directory.resolve(START_CACHE));
    }

    /** What {@code --import-realm} reads. */
    public Path importDirectory() {
        return directory.resolve("data/import");
    }

    /** Only what differs is touched: Keycloak optimises itself anew, which takes long, when a provider's time changed. */
    private static void putIn(List<Path> providers, Path directory) throws IOException {
        Files.createDirectories(directory);
        Set<String> wanted = providers.stream()
                .map(provider -> provider.getFileName().toString())
                .collect(Collectors.toSet());
        try (var present = Files.newDirectoryStream(directory, "*.jar")) {
            for (Path jar : present) {
                if (!wanted.contains(jar.getFileName().toString())) {
                    Files.delete(jar);
                }
            }
        }
        for (Path provider : providers) {
            Path jar = directory.resolve(provider.getFileName());
            if (!Files.exists(jar) || Files.mismatch(provider, jar) != -1) {
                Files.copy(provider, jar, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.COPY_ATTRIBUTES);
            }
        }
    }

    private static void copy(Path from, Path to) throws IOException {
        Files.walkFileTree(from, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult preVisitDirectory(Path source, BasicFileAttributes attributes) throws IOException {
                Files.createDirectories(to.resolve(from.relativize(source)));
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFile(Path source, BasicFileAttributes attributes) throws IOException {
                // With its attributes: the scripts must stay executable, and jars keep their times.
                Files.copy(
                        source,
                        to.resolve(from.relativize(source)),
                        StandardCopyOption.REPLACE_EXISTING,
                        StandardCopyOption.COPY_ATTRIBUTES);
                return FileVisitResult.CONTINUE;
            }
        });
    }
}
