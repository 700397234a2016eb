package dev.daemun.tokenmappers;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.keycloak.models.ProtocolMapperModel;
import org.keycloak.representations.IDToken;
import org.keycloak.util.JsonSerialization;

class ClaimKeepsItsShapeTest {

    private final ClaimName roles = new ClaimName("roles");

    @Test
    void noRolesAreAnEmptyArrayNotAMissingClaim() throws IOException {
        assertThat(written(Map.of(), new String[0])).isEqualTo("{\"roles\":[]}");
    }

    @Test
    void aSingleRoleIsStillAnArray() throws IOException {
        assertThat(written(Map.of(), new String[] {"member"})).isEqualTo("{\"roles\":[\"member\"]}");
    }

    /** Both are in every mapper an administrator would copy from. */
    @ParameterizedTest
    @ValueSource(strings = {"String", "JSON", "boolean", "long"})
    void settingsCopiedFromAnotherMapperDoNotReshapeIt(String jsonType) throws IOException {
        Map<String, String> copied = Map.of("jsonType.label", jsonType, "multivalued", "false");

        assertThat(written(copied, new String[] {"a", "b"})).isEqualTo("{\"roles\":[\"a\",\"b\"]}");
    }

    @Test
    void theNameIsTheAdministratorsChoiceAndTheDefaultWhereNoneIsMade() throws IOException {
        assertThat(written(Map.of("claim.name", "groups"), "x")).isEqualTo("{\"groups\":\"x\"}");
        assertThat(written(Map.of("claim.name", "daemun.roles"), "x")).isEqualTo("{\"daemun\":{\"roles\":\"x\"}}");
        assertThat(written(Map.of("claim.name", " "), "x")).isEqualTo("{\"roles\":\"x\"}");
    }

    @ParameterizedTest
    @ValueSource(strings = {"iss", "exp", "jti", "typ", "scope"})
    void theTokensOwnClaimsCannotBeOverwritten(String own) throws IOException {
        assertThat(written(Map.of("claim.name", own), "forged")).isEqualTo("{}");
    }

    private String written(Map<String, String> config, Object value) throws IOException {
        ProtocolMapperModel model = new ProtocolMapperModel();
        model.setConfig(config);
        IDToken token = new IDToken();
        roles.write(token, model, value);
        return JsonSerialization.writeValueAsString(token);
    }
}
