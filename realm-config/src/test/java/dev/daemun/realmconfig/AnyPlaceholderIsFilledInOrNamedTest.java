package dev.daemun.realmconfig;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Whatever stands in the realm's file, and whatever is in the environment: the first line of an input, and the rest of it. */
class AnyPlaceholderIsFilledInOrNamedTest {
    private static final String SECRET = "DAEMUN_MY_SECRET";

    @FuzzTest
    void text(byte[] templateAndValue) {
        String input = new String(templateAndValue, StandardCharsets.UTF_8);
        int line = input.indexOf('\n');
        String template = line < 0 ? input : input.substring(0, line);
        String value = line < 0 ? "" : input.substring(line + 1);
        for (Mode mode : Mode.values()) {
            List<String> problems = new ArrayList<>();
            JsonNode realm = JsonNodeFactory.instance.objectNode().put("secret", template);
            String secret = new Placeholders(new Variables(Map.of(SECRET, value), mode), new Sources(), problems)
                    .fillIn(realm)
                    .path("secret")
                    .textValue();
            assertThat(problems).allSatisfy(problem -> assertThat(problem).isNotBlank());
            if (!problems.isEmpty()) {
                continue;
            }
            if (!template.contains("${")) {
                assertThat(secret).isEqualTo(template);
            } else if (template.equals("${" + SECRET + "}")) {
                assertThat(secret).as("the value, to the letter").isEqualTo(value);
            } else if (!value.contains("{") && !template.contains(":") && !template.contains("$$")) {
                // Keycloak itself fills in what it takes from its vault.
                assertThat(secret.replace("${vault.", ""))
                        .as("what nobody fills in")
                        .doesNotContain("${");
            }
        }
    }
}
