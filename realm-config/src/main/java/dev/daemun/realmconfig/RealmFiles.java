package dev.daemun.realmconfig;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * The files that a realm is joined from, each by its path with slashes. Those at the top are pieces of Keycloak's
 * representation of a realm, those in {@code services} describe one service each, those in {@code role-managers} say who may
 * give the roles of services, and each directory in {@code overlays} contains the same once more, for the environments that
 * name it.
 */
public final class RealmFiles {
    static final String OVERLAYS = "overlays/";
    static final String SERVICES = "services/";
    static final String ROLE_MANAGERS = "role-managers/";
    static final String DEMO_USERS = "demo/users.json";

    private final SortedMap<String, String> texts;

    private RealmFiles(SortedMap<String, String> texts) {
        this.texts = texts;
    }

    /**
     * Those of a directory, else of the one that {@code DAEMUN_REALM_FILES} names, else those of this project.
     *
     * @param directory may be null
     * @throws RealmConfigException when the directory contains none
     */
    public static RealmFiles of(Path directory, Map<String, String> environment) {
        String named = environment.getOrDefault("DAEMUN_REALM_FILES", "");
        if (directory != null) {
            return in(directory);
        }
        return named.isBlank() ? builtIn() : in(Path.of(named));
    }

    /** Texts by the names of their files. */
    public static RealmFiles of(Map<String, String> texts) {
        return new RealmFiles(new TreeMap<>(texts));
    }

    /** Those of this project. */
    public static RealmFiles builtIn() {
        try {
            Path location = Path.of(RealmFiles.class
                    .getProtectionDomain()
                    .getCodeSource()
                    .getLocation()
                    .toURI());
            String directory = "dev/daemun/realmconfig/realm";
            if (Files.isDirectory(location)) {
                return in(location.resolve(directory));
            }
            try (FileSystem jar = FileSystems.newFileSystem(location)) {
                return in(jar.getPath(directory));
            }
        } catch (URISyntaxException | IOException e) {
            throw new IllegalStateException("The built-in files of the realm can't be read.", e);
        }
    }

    /**
     * Those of a directory.
     *
     * @throws RealmConfigException when there are none
     */
    public static RealmFiles in(Path directory) {
        if (!Files.isDirectory(directory)) {
            throw new RealmConfigException(
                    List.of(directory + " is no directory: name the one with the realm's files."));
        }
        SortedMap<String, String> texts = new TreeMap<>();
        try (var found = Files.walk(directory)) {
            for (Path file : (Iterable<Path>) found::iterator) {
                String name = directory.relativize(file).toString().replace('\\', '/');
                if (name.endsWith(".json") && !name.endsWith(".schema.json")) {
                    texts.put(name, Files.readString(file));
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException("Can't read " + directory, e);
        }
        if (texts.isEmpty()) {
            throw new RealmConfigException(List.of(directory + " contains no file of a realm."));
        }
        return new RealmFiles(texts);
    }

    /**
     * These and one more, or another one in the place of the one of this name.
     *
     * @param name the path with slashes, such as {@code services/orders.json}
     */
    public RealmFiles with(String name, String text) {
        SortedMap<String, String> more = new TreeMap<>(texts);
        more.put(name, text);
        return new RealmFiles(more);
    }

    /** The JSON schema of a service's file, for editors. */
    public static String serviceSchema() {
        try (InputStream in =
                Objects.requireNonNull(RealmFiles.class.getResourceAsStream("realm/service.schema.json"))) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    String text(String name) {
        return texts.get(name);
    }

    /** The files right in a directory, which is empty or ends in a slash. */
    List<String> in(String directory) {
        return texts.keySet().stream()
                .filter(name -> name.startsWith(directory) && name.indexOf('/', directory.length()) < 0)
                .toList();
    }

    SortedSet<String> overlays() {
        SortedSet<String> names = new TreeSet<>();
        texts.keySet().stream()
                .filter(name -> name.startsWith(OVERLAYS))
                .map(name -> name.substring(OVERLAYS.length()))
                .filter(name -> name.contains("/"))
                .forEach(name -> names.add(name.substring(0, name.indexOf('/'))));
        return names;
    }
}
