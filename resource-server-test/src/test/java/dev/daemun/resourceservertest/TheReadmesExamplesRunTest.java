package dev.daemun.resourceservertest;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The examples stand in the README as they are run here. */
class TheReadmesExamplesRunTest {
    private static final Pattern EXAMPLE = Pattern.compile("```java\\n(.*?class (\\w+).*?)```", Pattern.DOTALL);

    @Test
    void eachIsATestOfThisModule() throws IOException {
        List<MatchResult> examples = EXAMPLE.matcher(Files.readString(Path.of("README.md")))
                .results()
                .toList();
        assertThat(examples).hasSize(2);
        for (MatchResult example : examples) {
            assertThat(Path.of("src/test/java/dev/daemun/resourceservertest/servlet", example.group(2) + ".java"))
                    .content()
                    .endsWith("\n" + example.group(1));
        }
    }
}
