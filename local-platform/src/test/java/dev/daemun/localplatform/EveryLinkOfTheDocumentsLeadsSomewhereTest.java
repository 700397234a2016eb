package dev.daemun.localplatform;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The recipes point at code, which moves without asking them. */
class EveryLinkOfTheDocumentsLeadsSomewhereTest {
    private static final Path PROJECT = Path.of("..").toAbsolutePath().normalize();
    private static final Pattern LINK = Pattern.compile("\\]\\((?!https?:)([^)]+)\\)|src=\"([^\"]+)\"");

    static List<Path> documents() throws IOException {
        try (Stream<Path> files = Files.list(PROJECT);
                Stream<Path> chapters = Files.list(PROJECT.resolve("docs"))) {
            List<Path> documents = Stream.concat(files, chapters)
                    .filter(file -> file.getFileName().toString().endsWith(".md"))
                    .sorted()
                    .toList();
            assertThat(documents).contains(PROJECT.resolve("README.md"), PROJECT.resolve("CONTRIBUTING.md"));
            return documents;
        }
    }

    @ParameterizedTest
    @MethodSource("documents")
    void everyFileAndHeadingIsThere(Path document) throws IOException {
        assertThat(LINK.matcher(Files.readString(document)).results())
                .map(link -> link.group(1) == null ? link.group(2) : link.group(1))
                .allSatisfy(link -> {
                    String[] fileAndHeading = link.split("#", 2);
                    Path file = fileAndHeading[0].isEmpty() ? document : document.resolveSibling(fileAndHeading[0]);
                    assertThat(file).exists();
                    if (fileAndHeading.length == 2) {
                        assertThat(headings(file)).contains(fileAndHeading[1]);
                    }
                });
    }

    /** As GitHub makes anchors of them. */
    private static List<String> headings(Path file) throws IOException {
        try (Stream<String> lines = Files.lines(file)) {
            return lines.filter(line -> line.startsWith("#"))
                    .map(line -> line.replaceFirst("#+ *", "")
                            .toLowerCase(Locale.ROOT)
                            .replaceAll("[^\\p{L}\\p{N} _-]", "")
                            .replace(' ', '-'))
                    .toList();
        }
    }
}
