package dev.daemun.realmadmin;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What Keycloak 26.7.5 says of a realm that was made with 26.6.4, where that differs from a realm of its own. */
class AnUpgradeOfKeycloakIsNoDifferenceTest {
    private static final String SCOPE = "AuthnContextClassRef";
    private static final String SAML_CLIENT = "https://saml.example.com";

    private final ObjectNode files = ProjectsRealm.files();
    private final ObjectNode server = ProjectsRealm.onServer();

    AnUpgradeOfKeycloakIsNoDifferenceTest() {
        for (ObjectNode realm : new ObjectNode[] {files, server}) {
            ObjectNode client = realm.withArray("clients").addObject();
            // As the realm's policies want it.
            client.putObject("attributes")
                    .put("pkce.code.challenge.method", "S256")
                    .put(TokenCheck.TYPE, "true");
            client.put("clientId", SAML_CLIENT)
                    .put("protocol", "saml")
                    .put("fullScopeAllowed", false)
                    .putArray("defaultClientScopes");
        }
        addScope(server);
        scopesOfTheRealm(server).add(SCOPE);
        scopesOfTheSamlClient(server).add(SCOPE);
        server.put("webAuthnPolicyPasswordlessRequireResidentKey", "Yes");
    }

    private Plan plan() {
        RealmObjects wanted = RepresentationReader.readFile(files);
        return new Plan(Comparison.of(wanted, RepresentationReader.readExport(server, wanted)), new TreeSet<>());
    }

    private static ObjectNode addScope(ObjectNode realm) {
        ObjectNode scope = realm.withArray("clientScopes")
                .addObject()
                .put("name", SCOPE)
                .put("description", "AuthnContextClassRef Level of Authentiation")
                .put("protocol", "saml");
        scope.putObject("attributes");
        ObjectNode mapper = scope.putArray("protocolMappers").addObject();
        mapper.put("name", SCOPE)
                .put("protocol", "saml")
                .put("protocolMapper", "saml-authn-context-class-ref-mapper")
                .put("consentRequired", false)
                .putObject("config");
        return scope;
    }

    private static ArrayNode scopesOfTheRealm(ObjectNode realm) {
        return realm.withArray("defaultDefaultClientScopes");
    }

    private static ArrayNode scopesOfTheSamlClient(ObjectNode realm) {
        return Json.objects(realm.path("clients")).stream()
                .filter(client -> client.path("clientId").asText().equals(SAML_CLIENT))
                .findFirst()
                .orElseThrow()
                .withArray("defaultClientScopes");
    }

    @Test
    void whatTheUpgradeAddedAndWhatItLeft() {
        assertThat(plan().summary()).isEmpty();
    }

    @Test
    void butAScopeOfThatNameThatSomebodyElseMadeIsOne() {
        Json.objects(server.path("clientScopes")).stream()
                .filter(scope -> scope.path("name").asText().equals(SCOPE))
                .forEach(scope -> scope.put("protocol", "openid-connect"));
        assertThat(plan().summary())
                .containsExactly(
                        "client " + SAML_CLIENT + ": defaultClientScopes changed",
                        "client scope " + SCOPE + ": foreign",
                        "realm: defaultDefaultClientScopes changed");
    }

    @Test
    void butAClientOfOpenIdConnectThatWasGivenTheScopeIsOne() {
        for (ObjectNode client : Json.objects(server.path("clients"))) {
            if (client.path("clientId").asText().equals("sample-web-app")) {
                client.withArray("defaultClientScopes").add(SCOPE);
            }
        }
        assertThat(plan().summary()).containsExactly("client sample-web-app: defaultClientScopes changed");
    }

    @Test
    void filesThatHaveTheScopeSayWhoHasIt() {
        addScope(files);
        assertThat(plan().summary())
                .containsExactly(
                        "client " + SAML_CLIENT + ": defaultClientScopes changed",
                        "realm: defaultDefaultClientScopes changed");
        scopesOfTheRealm(files).add(SCOPE);
        scopesOfTheSamlClient(files).add(SCOPE);
        assertThat(plan().summary()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "Yes, required, true",
        "No, discouraged, true",
        "not specified, required, true",
        "No, required, false",
        "Yes, discouraged, false",
        "Yes, preferred, false",
        "Yes, not specified, false",
        "No, not specified, false"
    })
    void theOlderSettingIsNoneWhereItRepeatsTheNewerOne(String older, String newer, boolean none) {
        for (String policy : new String[] {"webAuthnPolicy", "webAuthnPolicyPasswordless"}) {
            files.put(policy + "ResidentKey", newer);
            server.put(policy + "ResidentKey", newer);
            server.put(policy + "RequireResidentKey", older);
        }
        if (none) {
            assertThat(plan().summary()).isEmpty();
        } else {
            assertThat(plan().summary())
                    .containsExactly(
                            "realm: webAuthnPolicyPasswordlessRequireResidentKey changed",
                            "realm: webAuthnPolicyRequireResidentKey changed");
        }
    }
}
