package dev.daemun.localplatform;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Whoever searches the page for what they see finds nothing once a message was reworded. */
class TheTroubleshootingQuotesRealMessagesTest {
    private static final Path PROJECT = Path.of("..");
    private static final Pattern MESSAGE = Pattern.compile("^\\| `([^`]+)`", Pattern.MULTILINE);

    @Test
    void eachMessageOfDaemunIsInTheCode() throws IOException {
        String page = Files.readString(PROJECT.resolve("docs/troubleshooting.md"));
        List<String> messages = MESSAGE.matcher(
                        page.substring(page.indexOf("## What Daemun says"), page.indexOf("## What others say")))
                .results()
                .map(row -> row.group(1))
                .toList();
        assertThat(messages).hasSizeGreaterThan(10);
        String code = Stream.of(
                        "resource-server-starter",
                        "resource-server-test",
                        "local-platform",
                        "keycloak-extensions/event-relay",
                        "keycloak-extensions/revocation-feed")
                .map(TheTroubleshootingQuotesRealMessagesTest::code)
                .collect(Collectors.joining());
        assertThat(messages.stream().filter(message -> !code.contains(message)))
                .as("quoted, but said nowhere")
                .isEmpty();
    }

    /** Of all classes, with their literals joined that are parts of one text. */
    private static String code(String module) {
        try (Stream<Path> files = Files.walk(PROJECT.resolve(module).resolve("src/main/java"))) {
            return files.filter(file -> file.toString().endsWith(".java"))
                    .map(TheTroubleshootingQuotesRealMessagesTest::joined)
                    .collect(Collectors.joining());
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private static String joined(Path file) {
        try {
            return Files.readString(file).replaceAll("\"\\s*\\+\\s*\"", "");
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }
}
