package dev.daemun.systemtests;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A version that an image needs too stands in two files, which nothing but this compares. */
class ContainersHaveTheVersionsOfTheBuildTest {
    private static final Path PROJECT = Path.of("../..");

    @ParameterizedTest
    @CsvSource({
        "keycloak.version, Dockerfile, quay.io/keycloak/keycloak",
        "kafka.version, docker-compose.yml, apache/kafka"
    })
    void asTheRootPomNamesThem(String property, String file, String image) throws IOException {
        List<String> wanted = found("<" + property + ">([^<]+)<", "pom.xml");
        assertThat(wanted).hasSize(1);
        assertThat(found(image + ":(\\S+)", file)).isNotEmpty().containsOnly(wanted.get(0));
    }

    private static List<String> found(String pattern, String file) throws IOException {
        return Pattern.compile(pattern)
                .matcher(Files.readString(PROJECT.resolve(file)))
                .results()
                .map((MatchResult match) -> match.group(1))
                .toList();
    }
}
