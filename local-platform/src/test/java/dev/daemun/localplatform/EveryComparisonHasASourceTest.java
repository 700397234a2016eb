package dev.daemun.localplatform;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is said of other products is for readers to look up, and in both languages at the same places. */
class EveryComparisonHasASourceTest {
    private static final Path DOCUMENTS = Path.of("../docs");
    private static final Pattern LINK = Pattern.compile("\\]\\(([^)#]+)");

    @ParameterizedTest
    @ValueSource(strings = {"alternatives.md", "alternatives.ko.md"})
    void inEachRow(String document) throws IOException {
        List<String[]> rows = Files.readAllLines(DOCUMENTS.resolve(document)).stream()
                .filter(line -> line.startsWith("| "))
                .map(line -> line.split("\\|", -1))
                .filter(cells -> !List.of("product", "제품").contains(cells[1].strip()))
                .toList();
        assertThat(rows).hasSizeGreaterThan(15);
        assertThat(rows).allSatisfy(cells -> assertThat(cells[3]).containsPattern(LINK));
        assertThat(rows.stream().filter(cells -> !cells[1].strip().equals("Daemun")))
                .allSatisfy(cells -> assertThat(cells[3]).contains("](https://"));
    }

    @Test
    void theSameInBothLanguages() throws IOException {
        List<String> sources = sources("alternatives.md");
        assertThat(sources).hasSizeGreaterThan(25);
        assertThat(sources("alternatives.ko.md")).isEqualTo(sources);
    }

    private static List<String> sources(String document) throws IOException {
        return Files.readAllLines(DOCUMENTS.resolve(document)).stream()
                .filter(line -> line.startsWith("| "))
                .flatMap(line -> LINK.matcher(line).results())
                .map(link -> link.group(1).replace(".ko.md", ".md"))
                .toList();
    }
}
