package dev.daemun.systemtests;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** What stands below one heading of a document: code blocks, which a test does as a reader would, and tables, which it compares. */
record ReadmeSection(String text) {
    private static final Pattern BLOCK =
            Pattern.compile("^```([a-z]*)\\n(.*?)^```$", Pattern.DOTALL | Pattern.MULTILINE);

    static ReadmeSection of(Path document, String heading) {
        try {
            String text = Files.readString(document);
            int start = text.indexOf("\n## " + heading + "\n");
            assertThat(start).as("the heading " + heading).isNotNegative();
            int end = text.indexOf("\n## ", start + 1);
            return new ReadmeSection(text.substring(start, end < 0 ? text.length() : end));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The blocks of a language, in their order; those of a shell have none. */
    List<String> blocks(String language) {
        return BLOCK.matcher(text)
                .results()
                .filter(block -> block.group(1).equals(language))
                .map(block -> block.group(2))
                .toList();
    }

    /** The commands of its shell blocks, in their order. */
    List<String> lines() {
        return blocks("").stream().flatMap(String::lines).toList();
    }

    /** The cells of the table's rows that begin with a name, each without the blanks around it. */
    Stream<List<String>> rows() {
        return cells().filter(cells -> cells.get(0).startsWith("`"));
    }

    /** The cells of all rows of tables, each without the blanks around it. */
    Stream<List<String>> cells() {
        return text.lines()
                .filter(line -> line.startsWith("| "))
                .map(line -> Stream.of(line.substring(1).split("\\|", -1))
                        .map(String::strip)
                        .toList());
    }
}
