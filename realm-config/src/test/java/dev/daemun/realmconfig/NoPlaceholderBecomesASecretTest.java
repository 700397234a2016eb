package dev.daemun.realmconfig;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Nobody fills it in later, so that its literal text, which everyone can read in the realm's file, would be the secret. */
class NoPlaceholderBecomesASecretTest {
    private final List<String> problems = new ArrayList<>();

    @ParameterizedTest
    @ValueSource(
            strings = {
                "${MY_SECRET}",
                "${MY_SECRET:a-default}",
                "${env.MY_SECRET}",
                "${daemun_my_secret}",
                "${DAEMUN-MY-SECRET}",
                "${DAEMUN_MY_SECRET",
                "${role_admin}",
                "${CLAIM.sub}",
                "${}",
                "before-${MY_SECRET}-after"
            })
    void anyOtherPlaceholderInASecretIsRefused(String secret) {
        fillIn("secret", secret, Map.of("MY_SECRET", "kVnN0pXo2yQm8sT4"));
        assertThat(problems).singleElement().asString().contains("secret", "DAEMUN_");
    }

    @Test
    void alsoInAnArray() {
        JsonNode uris = JsonNodeFactory.instance.arrayNode().add("${MY_URL}/*");
        new Placeholders(new Variables(Map.of(), Mode.PRODUCTION), new Sources(), problems)
                .fillIn(JsonNodeFactory.instance.objectNode().set("redirectUris", uris));
        assertThat(problems).singleElement().asString().contains("redirectUris");
    }

    @ParameterizedTest
    @CsvSource({
        "description, ${role_view-profile}",
        "name, ${client_account}",
        "rootUrl, ${authBaseUrl}",
        "rootUrl, ${authAdminUrl}",
        "template, google_${CLAIM.sub}",
        "template, ${ALIAS}.${CLAIM.email | localpart}",
        "claim.name, resource_access.${client_id}.roles",
        "clientSecret, ${vault.kakao}"
    })
    void whatKeycloakItselfFillsInThereStays(String property, String text) {
        assertThat(fillIn(property, text, Map.of())).isEqualTo(text);
        assertThat(problems).isEmpty();
    }

    @Test
    void aSecretMayLookLikeAPlaceholderInside() {
        assertThat(fillIn("secret", "${DAEMUN_MY_SECRET}", Map.of("DAEMUN_MY_SECRET", "16-characters-${X}")))
                .isEqualTo("16-characters-${X}");
        assertThat(problems).isEmpty();
    }

    private String fillIn(String property, String text, Map<String, String> environment) {
        JsonNode object = JsonNodeFactory.instance.objectNode().put(property, text);
        return new Placeholders(new Variables(environment, Mode.PRODUCTION), new Sources(), problems)
                .fillIn(object)
                .path(property)
                .asText();
    }
}
