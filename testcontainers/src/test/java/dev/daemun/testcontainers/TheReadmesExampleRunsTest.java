package dev.daemun.testcontainers;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The example stands in the README as the sample service runs it. */
class TheReadmesExampleRunsTest {
    private static final Pattern EXAMPLE = Pattern.compile("```java\\n(.*?class (\\w+).*?)```", Pattern.DOTALL);

    @Test
    void itIsATestOfTheSampleService() throws IOException {
        List<MatchResult> examples = EXAMPLE.matcher(Files.readString(Path.of("README.md")))
                .results()
                .toList();
        assertThat(examples).hasSize(1);
        assertThat(Path.of(
                        "../sample-resource-service/src/test/java/dev/daemun/sample",
                        examples.get(0).group(2) + ".java"))
                .content()
                .endsWith("\n" + examples.get(0).group(1));
    }
}
