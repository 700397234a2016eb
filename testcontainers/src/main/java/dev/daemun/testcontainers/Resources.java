package dev.daemun.testcontainers;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Properties;
import java.util.SortedMap;
import java.util.TreeMap;

/** What the build put into this module's own jar. */
final class Resources {
    private static final String PROVIDERS = "dev/daemun/testcontainers/providers";

    private Resources() {}

    /** The image of the Keycloak that the build was tested with. */
    static String image() {
        Properties properties = new Properties();
        try (InputStream file = Resources.class.getResourceAsStream("keycloak.properties")) {
            properties.load(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return properties.getProperty("image");
    }

    /** The jars for Keycloak's directory {@code providers}, by their names. */
    static SortedMap<String, byte[]> providers() {
        try {
            Path location = Path.of(Resources.class
                    .getProtectionDomain()
                    .getCodeSource()
                    .getLocation()
                    .toURI());
            if (Files.isDirectory(location)) {
                return read(location.resolve(PROVIDERS));
            }
            try (FileSystem jar = FileSystems.newFileSystem(location)) {
                return read(jar.getPath(PROVIDERS));
            }
        } catch (URISyntaxException | IOException e) {
            throw new IllegalStateException("Daemun's jars for Keycloak can't be read.", e);
        }
    }

    private static SortedMap<String, byte[]> read(Path directory) throws IOException {
        SortedMap<String, byte[]> jars = new TreeMap<>();
        try (var files = Files.newDirectoryStream(directory, "*.jar")) {
            for (Path file : files) {
                jars.put(file.getFileName().toString(), Files.readAllBytes(file));
            }
        }
        return jars;
    }
}
