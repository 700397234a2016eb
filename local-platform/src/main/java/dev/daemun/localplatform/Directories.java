package dev.daemun.localplatform;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;

/** Deletes files, and directories with all that is in them. */
public final class Directories {
    private Directories() {}

    /** Deletes what is there, if anything. */
    public static void delete(Path path) {
        if (!Files.exists(path)) {
            return;
        }
        try (var entries = Files.walk(path)) {
            for (Path entry : entries.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(entry);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(path + " can't be deleted", e);
        }
    }
}
