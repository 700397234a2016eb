package dev.daemun.eventlog;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import com.networknt.schema.ValidationMessage;
import java.io.IOException;
import java.io.InputStream;
import java.time.Instant;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class EveryTypeKeepsItsSchemaTest {
    private static final ObjectMapper JSON = new ObjectMapper();

    @ParameterizedTest
    @EnumSource(IdentityEventType.class)
    void itsExampleIsACloudEventWithDataAsTheSchemaSays(IdentityEventType type) throws IOException {
        JsonNode example = resource(type, "example");
        assertThat(example.path("specversion").asText()).isEqualTo("1.0");
        assertThat(example.path("type").asText()).isEqualTo(type.id());
        assertThat(UUID.fromString(example.path("id").asText())).isNotNull();
        assertThat(Instant.parse(example.path("time").asText())).isNotNull();
        assertThat(example.path("sequence").isTextual()).isTrue();
        assertThat(example.path("partitionkey").asText()).isNotEmpty();
        assertThat(validate(type, example.path("data"))).isEmpty();
    }

    @ParameterizedTest
    @EnumSource(IdentityEventType.class)
    void somethingElseIsNoticed(IdentityEventType type) throws IOException {
        ObjectNode data = (ObjectNode) resource(type, "example").path("data");
        data.put("password", "secret");
        assertThat(validate(type, data)).hasSize(1);
    }

    private static Set<ValidationMessage> validate(IdentityEventType type, JsonNode data) throws IOException {
        return JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012)
                .getSchema(resource(type, "schema"))
                .validate(data);
    }

    private static JsonNode resource(IdentityEventType type, String kind) throws IOException {
        String name = "catalogue/" + type.shortName() + "." + kind + ".json";
        try (InputStream resource = IdentityEventType.class.getResourceAsStream(name)) {
            assertThat(resource).as(name).isNotNull();
            return JSON.readTree(resource);
        }
    }
}
