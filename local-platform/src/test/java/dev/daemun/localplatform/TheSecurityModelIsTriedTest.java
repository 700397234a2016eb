package dev.daemun.localplatform;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The document names a test for each of its claims; a test that was renamed or removed must not leave the claim behind. */
class TheSecurityModelIsTriedTest {
    private static final Path PROJECT = Path.of("..");
    private static final Pattern TEST = Pattern.compile("`([A-Z][A-Za-z]+(?:Test|IT))`");
    private static final Pattern ROW =
            Pattern.compile("^\\|(?! *(?:stolen|away|훔친 것|멈춘 것) |---).*\\|$", Pattern.MULTILINE);

    @ParameterizedTest
    @ValueSource(strings = {"docs/security-model.md", "docs/security-model.ko.md"})
    void byATestThatExists(String document) throws IOException {
        String text = Files.readString(PROJECT.resolve(document));
        Set<String> tests = tests();
        assertThat(TEST.matcher(text).results().map(name -> name.group(1)))
                .hasSizeGreaterThan(15)
                .isSubsetOf(tests);
        assertThat(ROW.matcher(text).results().map(row -> row.group()))
                .hasSizeGreaterThan(12)
                .allSatisfy(row -> assertThat(row).containsPattern(TEST));
    }

    private static Set<String> tests() throws IOException {
        try (Stream<Path> files = Files.find(
                PROJECT,
                20,
                (file, attributes) -> file.toString().contains("/src/test/java/")
                        && file.toString().matches(".*(Test|IT)\\.java"))) {
            return files.map(file -> file.getFileName().toString().replace(".java", ""))
                    .collect(Collectors.toSet());
        }
    }
}
