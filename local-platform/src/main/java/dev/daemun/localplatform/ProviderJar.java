package dev.daemun.localplatform;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.util.Arrays;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

/**
 * A jar in Keycloak's {@code providers} directory. When the time of such a file changes, Keycloak optimises itself anew: it
 * looks for services and JAX-RS resources and asks factories for their ids, which takes longer than the start itself.
 */
record ProviderJar(Path file) {
    private static final String SERVICES = "META-INF/services/";

    /** Takes over the content of another jar. The time stays where Keycloak would find out the same about both. */
    void replaceBy(Path other) {
        try {
            if (Files.mismatch(file, other) == -1) {
                return;
            }
            FileTime time = looksTheSameAs(other) ? Files.getLastModifiedTime(file) : Files.getLastModifiedTime(other);
            Files.copy(other, file, StandardCopyOption.REPLACE_EXISTING);
            Files.setLastModifiedTime(file, time);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * Whether both have the same entries, and all that differ are files of a theme, or classes that are only run: no service
     * names them, and they use none of Jakarta's annotations.
     */
    private boolean looksTheSameAs(Path other) throws IOException {
        Map<String, byte[]> ours = entries(file);
        Map<String, byte[]> theirs = entries(other);
        Set<String> services = services(ours);
        return ours.keySet().equals(theirs.keySet())
                && ours.keySet().stream()
                        .filter(name -> !Arrays.equals(ours.get(name), theirs.get(name)))
                        .allMatch(name -> name.startsWith("theme/")
                                || (name.endsWith(".class")
                                        && !services.contains(name)
                                        && !usesJakarta(ours.get(name))
                                        && !usesJakarta(theirs.get(name))));
    }

    /** The class files that the service files name. */
    private static Set<String> services(Map<String, byte[]> entries) {
        return entries.entrySet().stream()
                .filter(entry -> entry.getKey().startsWith(SERVICES))
                .flatMap(entry -> new String(entry.getValue(), StandardCharsets.UTF_8).lines())
                .map(line -> line.strip().replace('.', '/') + ".class")
                .collect(Collectors.toSet());
    }

    /** A class file holds the names of all that it uses as plain text. */
    private static boolean usesJakarta(byte[] classFile) {
        return new String(classFile, StandardCharsets.ISO_8859_1).contains("jakarta/");
    }

    private static Map<String, byte[]> entries(Path jar) throws IOException {
        Map<String, byte[]> entries = new TreeMap<>();
        try (ZipFile zip = new ZipFile(jar.toFile())) {
            for (ZipEntry entry : zip.stream().toList()) {
                entries.put(entry.getName(), zip.getInputStream(entry).readAllBytes());
            }
        }
        return entries;
    }
}
