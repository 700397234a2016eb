package dev.daemun.realmconfig;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the schema underlines in an editor is what the join refuses, and nothing else. */
class EditorsKnowWhatAServicesFileMayContainTest {
    private static final Path DIRECTORY = Path.of("realm");

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{'description': 'd'}",
                "{'$schema': '../service.schema.json', 'description': 'd', 'name': 'n'}",
                "{'description': 'd', 'secret': '${DAEMUN_X_CLIENT_SECRET}', 'readsFeed': true, 'hasRoles': ['r']}",
                "{'description': 'd', 'readsFeed': false, 'usesRoles': ['r'], 'calledBy': ['c'], 'scopes': {'s': 'd'}}",
                "{'description': 'd', 'roles': {'r': {'description': 'd', 'includes': ['q'], 'everybody': true}}}",
                "{}",
                "{'name': 'n'}",
                "{'description': 7}",
                "{'description': true}",
                "{'description': ['d']}",
                "{'description': 'd', 'name': 1.5}",
                "{'description': 'd', 'unknown': 1}",
                "{'description': 'd', 'secret': 'literal-0123456789'}",
                "{'description': 'd', 'secret': '${DAEMUN_X}'}",
                "{'description': 'd', 'secret': '${DAEMUN_X_SECRET:default}'}",
                "{'description': 'd', 'readsFeed': true}",
                "{'description': 'd', 'hasRoles': ['r']}",
                "{'description': 'd', 'readsFeed': 'yes'}",
                "{'description': 'd', 'readsFeed': 1}",
                "{'description': 'd', 'roles': ['r']}",
                "{'description': 'd', 'roles': {'r': 'd'}}",
                "{'description': 'd', 'roles': {'r': {}}}",
                "{'description': 'd', 'roles': {'r': {'description': 'd', 'unknown': 1}}}",
                "{'description': 'd', 'roles': {'r': {'description': 'd', 'includes': 'q'}}}",
                "{'description': 'd', 'calledBy': 'c'}",
                "{'description': 'd', 'calledBy': [7]}",
                "{'description': 'd', 'usesRoles': {'r': 'd'}}",
                "{'description': 'd', 'scopes': {'s': 7}}"
            })
    void theSchemaAndTheJoinAgree(String text) throws IOException {
        String json = text.replace('\'', '"');
        boolean valid = schema().validate(new ObjectMapper().readTree(json)).isEmpty();
        Sources sources = new Sources();
        List<String> problems = new ArrayList<>();
        ObjectNode content = sources.parse("services/x.json", json);
        assertThat(ServiceFile.of("services/x.json", content, sources, problems).isPresent())
                .as("%s", problems)
                .isEqualTo(valid);
    }

    @Test
    void ourOwnFilesAreValidAndNameIt() throws IOException {
        try (var files = Files.walk(DIRECTORY)) {
            List<Path> services = files.filter(Files::isRegularFile)
                    .filter(file -> file.getParent().endsWith("services"))
                    .toList();
            assertThat(services).isNotEmpty();
            for (Path service : services) {
                var content = new ObjectMapper().readTree(service.toFile());
                assertThat(schema().validate(content)).as("%s", service).isEmpty();
                assertThat(service.getParent()
                                .resolve(content.path("$schema").asText())
                                .normalize())
                        .isEqualTo(DIRECTORY.resolve("service.schema.json"));
            }
        }
    }

    private static JsonSchema schema() throws IOException {
        return JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012)
                .getSchema(Files.readString(DIRECTORY.resolve("service.schema.json")));
    }
}
