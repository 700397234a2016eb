package dev.daemun.localplatform;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Whoever reads Korean only must not miss a section, a command, a row or a link. */
class TheKoreanReadmeIsCompleteTest {
    private static final Path PROJECT = Path.of("..");
    private static final Pattern TARGET = Pattern.compile("\\]\\(([^)]+)\\)|src=\"([^\"]+)\"|<(https?://[^>]+)>");

    private static final Pattern CODE = Pattern.compile("^```[a-z]+$.*?^```$", Pattern.DOTALL | Pattern.MULTILINE);

    private final String english = read("README.md");
    private final String korean = read("README.ko.md");

    @ParameterizedTest
    @CsvSource({
        "README.md, README.ko.md",
        "docs/operations.md, docs/operations.ko.md",
        "docs/your-service.md, docs/your-service.ko.md",
        "docs/one-extension.md, docs/one-extension.ko.md",
        "docs/reference.md, docs/reference.ko.md",
        "docs/how-it-works.md, docs/how-it-works.ko.md",
        "docs/consoles.md, docs/consoles.ko.md",
        "docs/troubleshooting.md, docs/troubleshooting.ko.md",
        "docs/security-model.md, docs/security-model.ko.md",
        "docs/coming-from.md, docs/coming-from.ko.md",
        "docs/alternatives.md, docs/alternatives.ko.md",
        "docs/gateways.md, docs/gateways.ko.md",
        "docs/capacity.md, docs/capacity.ko.md",
        "docs/without-the-starter.md, docs/without-the-starter.ko.md"
    })
    void itHasTheSameSectionsCodeBlocksAndTables(String original, String translation) {
        List<String> outline = outline(read(original));
        assertThat(outline).as("what the English one has").hasSizeGreaterThan(10);
        assertThat(outline(read(translation))).containsExactlyElementsOf(outline);
    }

    /** What is typed in must not differ; what stands in a shell may, such as an example's text. */
    @ParameterizedTest
    @CsvSource({"docs/your-service.md, docs/your-service.ko.md, 5"})
    void itHasTheSameCode(String original, String translation, int blocks) {
        assertThat(code(read(original))).hasSize(blocks);
        assertThat(code(read(translation))).isEqualTo(code(read(original)));
    }

    /** A page that is there in Korean is the same place. */
    @Test
    void itLeadsToTheSamePlaces() {
        Collection<String> targets = targets(english);
        assertThat(targets).hasSizeGreaterThan(20);
        assertThat(targets(korean).stream().map(target -> target.replace(".ko.md", ".md")))
                .containsExactlyInAnyOrderElementsOf(targets);
        assertThat(targets(korean).stream().filter(target -> target.endsWith(".ko.md")))
                .allSatisfy(page -> assertThat(PROJECT.resolve(page)).exists());
    }

    /** Each heading by its level, each code block by its language and length, each table row by its width and first code. */
    private static List<String> outline(String text) {
        List<String> outline = new ArrayList<>();
        int linesOfCode = -1;
        for (String line : text.lines().toList()) {
            if (line.startsWith("```")) {
                outline.add(linesOfCode < 0 ? "code " + line.substring(3) : linesOfCode + " lines of code");
                linesOfCode = linesOfCode < 0 ? 0 : -1;
            } else if (linesOfCode >= 0) {
                linesOfCode++;
            } else if (line.startsWith("#")) {
                outline.add("heading " + line.substring(0, line.indexOf(' ')));
            } else if (line.startsWith("|")) {
                outline.add("row " + line.split("\\|", -1).length + " " + firstCode(line));
            }
        }
        return outline;
    }

    /** The blocks whose language is named. */
    private static List<String> code(String text) {
        return CODE.matcher(text).results().map(MatchResult::group).toList();
    }

    private static String firstCode(String row) {
        String[] parts = row.split("`", 3);
        return parts.length == 3 ? parts[1] : "";
    }

    private static List<String> targets(String text) {
        return TARGET.matcher(text)
                .results()
                .map(TheKoreanReadmeIsCompleteTest::target)
                .filter(target -> !target.startsWith("README"))
                .toList();
    }

    private static String target(MatchResult link) {
        return link.group(1) != null ? link.group(1) : link.group(2) != null ? link.group(2) : link.group(3);
    }

    private static String read(String file) {
        try {
            return Files.readString(PROJECT.resolve(file));
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }
}
