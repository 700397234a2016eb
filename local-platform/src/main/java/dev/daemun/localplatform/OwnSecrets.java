package dev.daemun.localplatform;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/** The secrets of a person's own services: {@code realm.env}, which Docker Compose reads too, with a line {@code NAME=value} for each. */
final class OwnSecrets {
    private OwnSecrets() {}

    /** By their names; none if there is no such file. */
    static Map<String, String> in(Path project) {
        Path file = project.resolve("realm.env");
        Map<String, String> secrets = new LinkedHashMap<>();
        if (!Files.exists(file)) {
            return secrets;
        }
        try {
            for (String line : Files.readAllLines(file)) {
                int equals = line.indexOf('=');
                if (equals > 0 && !line.startsWith("#")) {
                    secrets.put(
                            line.substring(0, equals).strip(),
                            line.substring(equals + 1).strip());
                }
            }
            return secrets;
        } catch (IOException e) {
            throw new UncheckedIOException(file + " can't be read", e);
        }
    }
}
