package dev.daemun.localplatform;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Compares the properties in {@code docs/reference.md}, and their defaults, with what Spring Boot's processor found in the code. */
class TheReferenceHasEveryPropertyTest {
    private static final Path PROJECT = Path.of("..");
    private static final String CALLED_SERVICES = "daemun.service-calls.services";

    @ParameterizedTest
    @CsvSource({
        "resource-server-starter, reference.md, Properties of a service",
        "resource-server-starter, reference.ko.md, 서비스의 속성",
        "service-calls-starter, reference.md, Properties of a service that calls others",
        "service-calls-starter, reference.ko.md, 다른 서비스를 호출하는 서비스의 속성",
        "api-gateway, reference.md, Properties of the gateway",
        "api-gateway, reference.ko.md, 게이트웨이의 속성"
    })
    void andNoOther(String module, String document, String heading) throws Exception {
        Map<String, String> inTheCode = properties(PROJECT.resolve(module).resolve("target/classes"));
        assertThat(inTheCode).hasSizeGreaterThan(5);
        assertThat(written(document, heading)).isEqualTo(inTheCode);
    }

    private static Map<String, String> properties(Path classes) throws Exception {
        JsonNode metadata = new ObjectMapper()
                .readTree(classes.resolve("META-INF/spring-configuration-metadata.json")
                        .toFile());
        Map<String, String> properties = new TreeMap<>();
        for (JsonNode property : metadata.path("properties")) {
            properties.put(
                    property.path("name").asText(),
                    property.path("defaultValue").asText().replaceAll("[\\[\\] ]", ""));
        }
        // Of what a map contains the processor says nothing.
        if (properties.remove(CALLED_SERVICES) != null) {
            try (URLClassLoader loader =
                    new URLClassLoader(new URL[] {classes.toUri().toURL()})) {
                Class<?> service = loader.loadClass("dev.daemun.servicecalls.ServiceCallsProperties$Service");
                Arrays.stream(service.getRecordComponents())
                        .forEach(part -> properties.put(CALLED_SERVICES + ".<name>." + part.getName(), ""));
            }
        }
        return properties;
    }

    private static Map<String, String> written(String document, String heading) throws IOException {
        List<String> lines = Files.readAllLines(PROJECT.resolve("docs").resolve(document));
        Map<String, String> written = new TreeMap<>();
        lines.stream()
                .dropWhile(line -> !line.equals("## " + heading))
                .skip(1)
                .takeWhile(line -> !line.startsWith("#"))
                .filter(line -> line.startsWith("| `"))
                .map(line -> line.split("\\|", -1))
                .forEach(cells ->
                        assertThat(written.put(code(cells[1]), code(cells[3]))).isNull());
        return written;
    }

    private static String code(String cell) {
        return cell.strip().replace("`", "");
    }
}
