package dev.daemun.servicecalls;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.env.YamlPropertySourceLoader;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.core.env.PropertySource;
import org.springframework.core.io.ByteArrayResource;
import org.springframework.web.client.RestClient;

class TheReadmesConfigurationStartsTest {
    private static final Pattern YAML = Pattern.compile("^```yaml\\n(.*?)^```$", Pattern.DOTALL | Pattern.MULTILINE);
    private static final Pattern ROW = Pattern.compile("^\\| (`(?:daemun\\.)[^|]*) \\|", Pattern.MULTILINE);
    private static final Pattern NAME = Pattern.compile("\"name\": \"daemun\\.service-calls\\.([a-z-]+)\"");

    private final String readme = read(Path.of("README.md"));

    @Test
    void asItStands() throws IOException {
        String yaml = YAML.matcher(readme).results().findFirst().orElseThrow().group(1);
        List<PropertySource<?>> sources = new YamlPropertySourceLoader()
                .load("README.md", new ByteArrayResource(yaml.getBytes(java.nio.charset.StandardCharsets.UTF_8)));
        new ApplicationContextRunner()
                .withConfiguration(AutoConfigurations.of(ServiceCallsAutoConfiguration.class))
                .withInitializer(
                        context -> context.getEnvironment().getPropertySources().addLast(sources.get(0)))
                .withPropertyValues(
                        "ORDERS_SECRET=secret",
                        "spring.security.oauth2.resourceserver.jwt.issuer-uri=https://id.example.com/realms/daemun")
                .run(context -> {
                    assertThat(context).hasNotFailed();
                    assertThat(context.getBean(ServiceRestClients.class).client("stock"))
                            .isInstanceOf(RestClient.class);
                    assertThat(context.getBean(CalledServices.class).get("stock"))
                            .extracting(CalledService::token, CalledService::audience)
                            .containsExactly(TokenKind.EXCHANGED, "stock");
                });
    }

    /** Editors know the same properties. */
    @Test
    void everyPropertyIsInTheTable() {
        String table = String.join(
                "\n", ROW.matcher(readme).results().map(row -> row.group(1)).toList());
        String metadata = read(Path.of("target/classes/META-INF/spring-configuration-metadata.json"));
        assertThat(NAME.matcher(metadata).results().map((MatchResult name) -> name.group(1)))
                .hasSizeGreaterThan(4)
                .filteredOn(name -> !name.equals("services"))
                .allSatisfy(name -> assertThat(table).contains(name));
        assertThat(table).contains("NAME.url", "NAME.token", "NAME.audience", "NAME.scopes");
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }
}
