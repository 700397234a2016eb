package dev.daemun.localplatform;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** The main class of a jar that says its word, or that copies itself to where it is to be unpacked. */
final class JarOfOneWord {
    private JarOfOneWord() {}

    public static void main(String[] args) throws IOException {
        if ("tools".equals(System.getProperty("jarmode"))) {
            Path jar = Path.of(System.getProperty("java.class.path"));
            Path destination = Path.of(List.of(args).get(List.of(args).indexOf("--destination") + 1));
            Files.copy(jar, destination.resolve(jar.getFileName()));
            return;
        }
        try (var word = JarOfOneWord.class.getResourceAsStream("/word")) {
            word.transferTo(System.out);
        }
    }
}
