package dev.daemun.realmconfig;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Keycloak would say nothing, or say it without the place; the administrator reads which line to mend. */
class WhatDoesNotFitIsNamedByFileAndLineTest {
    @TempDir
    private Path directory;

    @BeforeEach
    void aSmallRealm() throws IOException {
        write("settings.json", "{\n  \"realm\": \"small\",\n  \"enabled\": true\n}");
        write("roles.json", """
                {
                  "roles": {
                    "realm": [
                      {"name": "member"}
                    ]
                  }
                }""");
        write("scopes.json", """
                {"clientScopes": [{"name": "basic"}, {"name": "daemun"}, {"name": "revocation-feed"}]}""");
        write("clients.json", """
                {
                  "clients": [
                    {"clientId": "shop", "defaultClientScopes": ["basic"]},
                    {"clientId": "revocation-feed"}
                  ],
                  "roles": {"client": {"revocation-feed": [{"name": "read-withdrawals"}]}}
                }""");
        write("services/orders.json", """
                {
                  "description": "Takes orders.",
                  "secret": "${DAEMUN_ORDERS_CLIENT_SECRET}",
                  "readsFeed": true,
                  "roles": {"order-manager": {"description": "May see every order."}},
                  "usesRoles": ["member"],
                  "calledBy": ["shop"]
                }""");
    }

    @Test
    void aRealmThatFitsIsJoined() {
        var realm = realm(Map.of("DAEMUN_ORDERS_CLIENT_SECRET", "kVnN0pXo2yQm8sT4"));
        assertThat(realm.path("realm").asText()).isEqualTo("small");
        assertThat(realm.at("/clients/0/defaultClientScopes/1").asText()).isEqualTo("orders");
        assertThat(realm.at("/clients/0/attributes")
                        .path(ServiceFile.ACCESS_TOKEN_TYPE)
                        .asText())
                .isEqualTo("true");
        assertThat(realm.at("/clients/2/secret").asText()).isEqualTo("kVnN0pXo2yQm8sT4");
        assertThat(realm.at("/scopeMappings/0").toString())
                .isEqualTo("{\"clientScope\":\"orders\",\"roles\":[\"order-manager\",\"member\"]}");
    }

    @Test
    void aServiceThatCallsAnotherGetsTokensForItOnlyWhereItAsks() throws IOException {
        write("services/stock.json", "{\"description\": \"Counts.\", \"calledBy\": [\"orders\"]}");
        var realm = realm(Map.of("DAEMUN_ORDERS_CLIENT_SECRET", "kVnN0pXo2yQm8sT4"));
        var orders = realm.at("/clients/2");
        assertThat(orders.path("clientId").asText()).isEqualTo("orders");
        assertThat(orders.path("defaultClientScopes").toString()).doesNotContain("stock");
        assertThat(orders.path("optionalClientScopes").toString()).isEqualTo("[\"stock\"]");
        assertThat(orders.path("attributes")
                        .path("standard.token.exchange.enabled")
                        .asText())
                .isEqualTo("true");
        assertThat(realm.at("/clients/0").toString()).doesNotContain("token.exchange");
    }

    static Stream<Arguments> mistakes() {
        return Stream.of(
                mistake(
                        "services/billing.json",
                        "{\"description\": \"Bills.\",\n\"calledBy\": [\"orders\",\n\"billing\"]}",
                        "services/billing.json:3: the service \"billing\" can call another one only with a \"secret\""),
                mistake("a.json", "{\n  \"x\": 1,\n}", "a.json:3: is no JSON"),
                mistake("a.json", "{\n\"x\": 1,\n\"x\": 2}", "a.json:3: is no JSON: Duplicate"),
                mistake("a.json", "[]", "a.json:1: must contain one JSON object"),
                mistake("a.json", "{} {}", "a.json:1: is no JSON"),
                mistake("a.json", "", "a.json:1: must contain one JSON object"),
                mistake("z.json", "{\n\"enabled\":\n false}", "z.json:1: \"enabled\" is stated by another file too: "),
                mistake(
                        "z.json",
                        "{\n\"realm\":\n \"other\"}",
                        "z.json:3: \"realm\" is stated by another file too, at settings.json:2: "),
                mistake(
                        "z.json",
                        "{\"clients\": [\n{\"clientId\": \"shop\"}]}",
                        "z.json:2: \"shop\" is defined in clients.json:3 already"),
                mistake(
                        "z.json",
                        "{\"clients\": [{\"clientId\": \"x\", \"defaultClientScopes\":\n [\"basic\",\n \"bsic\"]}]}",
                        "z.json:3: no file defines the client scope \"bsic\""),
                mistake(
                        "z.json",
                        "{\"groups\": [{\"name\": \"g\", \"subGroups\": [{\"name\": \"h\", \"realmRoles\": [\n\"membr\"]}]}]}",
                        "z.json:2: no file defines the role \"membr\""),
                mistake(
                        "z.json",
                        "{\"users\": [{\"serviceAccountClientId\":\n\"nobody\"}]}",
                        "z.json:2: no file defines the client \"nobody\""),
                mistake(
                        "z.json",
                        "{\"identityProviders\": [{\"alias\": \"a\", \"firstBrokerLoginFlowAlias\":\n\"none\"}]}",
                        "z.json:2: no file defines the flow \"none\""),
                mistake(
                        "z.json",
                        "{\"authenticationFlows\": [{\"alias\": \"a\"}, {\"alias\":\n\"a: b\"}]}",
                        "z.json:2: \"alias\" is \"a: b\", and Keycloak changes no flow with a \":\" in its name: write a name"
                                + " without it here, and wherever a file uses this one."),
                mistake(
                        "z.json",
                        "{\"authenticatorConfig\": [\n{\"alias\":\n\"a/b\"}]}",
                        "z.json:3: \"alias\" is \"a/b\", and Keycloak changes no setting of a step with a \"/\" in its name: write"
                                + " a name without it here, and wherever a file uses this one."),
                mistake(
                        "z.json",
                        "{\"identityProviderMappers\": [{\"name\": \"m\", \"identityProviderAlias\":\n\"none\"}]}",
                        "z.json:2: no file defines the identity provider \"none\""),
                mistake(
                        "z.json",
                        "{\"clients\": [{\"clientId\": \"x\",\n\"secret\": \"${MY_SECRET}\"}]}",
                        "z.json:2: ${MY_SECRET}, the value of \"secret\", would be taken literally"),
                mistake("services/Billing.json", "{\"description\": \"Bills.\"}", "services/Billing.json:1: the file"),
                mistake(
                        "services/billing.json",
                        "{\"description\": \"Bills.\",\n\"audiences\":\n[]}",
                        "services/billing.json:3: \"audiences\" is none of"),
                mistake(
                        "services/billing.json",
                        "{\n\"name\": \"Billing\"}",
                        "services/billing.json:1: \"description\" is missing"),
                mistake(
                        "services/billing.json",
                        "{\"description\": \"Bills.\",\n\"calledBy\":\n\"shop\"}",
                        "services/billing.json:3: \"calledBy\" is missing or of another kind"),
                mistake(
                        "services/billing.json",
                        "{\"description\": 7}",
                        "services/billing.json:1: \"description\" is missing or of another kind"),
                mistake(
                        "services/billing.json",
                        "{\"description\": \"Bills.\", \"roles\": {\n\"clerk\": {}}}",
                        "services/billing.json:2: \"description\" is missing"),
                mistake(
                        "services/billing.json",
                        "{\"description\": \"Bills.\", \"readsFeed\": true}",
                        "services/billing.json:1: \"readsFeed\" and \"hasRoles\" are about the service's own account"),
                mistake(
                        "services/billing.json",
                        "{\"description\": \"Bills.\", \"calledBy\": [\"shop\",\n\"shp\"]}",
                        "services/billing.json:2: no file defines the client \"shp\""),
                mistake(
                        "services/billing.json",
                        "{\"description\": \"Bills.\", \"usesRoles\": [\n\"clerk\"]}",
                        "services/billing.json:2: no file defines the role \"clerk\""),
                mistake(
                        "services/billing.json",
                        "{\"description\": \"Bills.\", \"roles\": {\n\"order-manager\": {\"description\": \"Mine.\"}}}",
                        "\"order-manager\" is defined in services/billing.json:1 already"),
                mistake(
                        "role-managers/desk.json",
                        "{\"description\": \"Desk.\", \"services\": [\"orders\",\n\"ordrs\"]}",
                        "role-managers/desk.json:2: no file defines the service \"ordrs\""),
                mistake(
                        "role-managers/desk.json",
                        "{\"description\": \"Desk.\", \"services\": [\"orders\"], \"roles\": [\"member\"]}",
                        "role-managers/desk.json:1: \"roles\" is none of [$schema, description, services]"),
                mistake(
                        "role-managers/desk.json",
                        "{\"services\": [\"orders\"]}",
                        "role-managers/desk.json:1: \"description\" is missing"),
                mistake(
                        "role-managers/desk.json",
                        "{\"description\": \"Desk.\", \"services\": []}",
                        "role-managers/desk.json:1: \"services\" must name the services"),
                mistake(
                        "role-managers/order-manager.json",
                        "{\"description\": \"Desk.\", \"services\": [\"orders\"]}",
                        "role-managers/order-manager.json:1: the role \"order-manager\" is defined in"
                                + " services/orders.json:1 already"),
                mistake("z.json", """
                        {"clients": [{"clientId": "admin-permissions", "authorizationSettings": {"policies": [
                          {"name": "p", "type": "scope",
                           "config": {"defaultResourceType": "Roles", "resources": "[\\"nothing\\"]"}}]}}]}""", "z.json:2: no file defines \"nothing\", for which this permission is"));
    }

    private static Arguments mistake(String file, String text, String sentence) {
        return Arguments.of(file, text, sentence);
    }

    @ParameterizedTest
    @MethodSource("mistakes")
    void isRefused(String file, String text, String sentence) throws IOException {
        write(file, text);
        assertThatThrownBy(() -> realm(Map.of("DAEMUN_ORDERS_CLIENT_SECRET", "kVnN0pXo2yQm8sT4")))
                .isInstanceOf(RealmConfigException.class)
                .hasMessageContaining(sentence);
    }

    /** By giving a role that carries another one, a role manager would give that too, and to themselves. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"realm\": [\"member\"]",
                "\"client\": {\"realm-management\": [\"realm-admin\"]}",
                "\"client\": {\"revocation-feed\": [\"read-withdrawals\"]}"
            })
    void aRoleThatAManagerMayGiveCarriesNothingElse(String carried) throws IOException {
        write(
                "overlays/staging/roles.json",
                "{\"roles\": {\"realm\": [{\"name\": \"order-manager\", \"composites\": {" + carried + "}}]}}");
        write("role-managers/desk.json", "{\"description\": \"Desk.\", \"services\": [\"orders\"]}");
        assertThatThrownBy(() -> Joined.files(RealmFiles.in(directory), "staging"))
                .hasMessageContaining("services/orders.json:1: the role \"order-manager\" includes \"");
    }

    @Test
    void aRoleManagerIsARoleWithPermissionsForItsServicesRolesAlone() throws IOException {
        write("role-managers/desk.json", "{\"description\": \"Desk.\", \"services\": [\"orders\"]}");
        var realm = realm(Map.of("DAEMUN_ORDERS_CLIENT_SECRET", "kVnN0pXo2yQm8sT4"));
        assertThat(realm.path("adminPermissionsEnabled").asBoolean()).isTrue();
        assertThat(realm.at("/roles/realm/2/name").asText()).isEqualTo("desk");
        assertThat(realm.at("/roles/realm/2/composites").toString())
                .isEqualTo("{\"client\":{\"realm-management\":[\"query-users\"]}}");
        String role = realm.at("/roles/realm/1/id").asText();
        assertThat(realm.at("/roles/realm/0").has("id")).isFalse();
        assertThat(AdminPermissions.of(realm))
                .extracting(policy -> policy.path("name").asText()
                        + " " + policy.at("/config/resources").asText()
                        + " " + policy.at("/config/scopes").asText())
                .containsExactly(
                        "desk  ",
                        "desk: people [\"Users\"] [\"map-roles\",\"view\"]",
                        "desk: roles [\"" + role + "\"] [\"map-role\"]");
        assertThat(realm(Map.of("DAEMUN_ORDERS_CLIENT_SECRET", "kVnN0pXo2yQm8sT4"))
                        .at("/roles/realm/1/id")
                        .asText())
                .as("the same each time, so that an import and a plan mean the same role")
                .isEqualTo(role);
    }

    /** Keycloak leaves out a scope, and its audience, of whose roles a person has none. */
    @Test
    void everybodyHasARoleThatTheScopesOfServicesLetThrough() throws IOException {
        write("default.json", """
                {"defaultRole": {"name": "everybody"}, "roles": {"realm": [{"name": "everybody"}]}}""");
        var realm = realm(Map.of("DAEMUN_ORDERS_CLIENT_SECRET", "kVnN0pXo2yQm8sT4"));
        assertThat(realm.at("/scopeMappings/0/roles").toString())
                .isEqualTo("[\"order-manager\",\"member\",\"uma_authorization\"]");
        assertThat(realm.at("/roles/realm"))
                .filteredOn(role -> role.path("name").asText().equals("everybody"))
                .singleElement()
                .satisfies(role ->
                        assertThat(role.at("/composites/realm").toString()).isEqualTo("[\"uma_authorization\"]"));
        assertThat(realm.at("/roles/realm"))
                .extracting(role -> role.path("name").asText())
                .contains("uma_authorization");
    }

    @Test
    void severalAreNamedAtOnce() throws IOException {
        write("y.json", "{\"clients\": [{\"clientId\": \"shop\"}]}");
        write("z.json", "{\"enabled\": false}");
        assertThatThrownBy(() -> realm(Map.of())).hasMessageContainingAll("y.json:1", "z.json:1");
    }

    @Test
    void anOverlayChangesAndAdds() throws IOException {
        write("overlays/staging/settings.json", "{\"enabled\": false}");
        write("overlays/staging/clients.json", """
                {"clients": [{"clientId": "shop", "name": "Staging shop", "defaultClientScopes": ["daemun"]}]}""");
        write("overlays/staging/services/billing.json", "{\"description\": \"Bills.\", \"calledBy\": [\"shop\"]}");
        var realm = Joined.files(RealmFiles.in(directory), "staging");
        assertThat(realm.path("enabled").asBoolean()).isFalse();
        assertThat(realm.at("/clients/0/name").asText()).isEqualTo("Staging shop");
        assertThat(realm.at("/clients/0/defaultClientScopes").toString())
                .isEqualTo("[\"basic\",\"daemun\",\"orders\",\"billing\"]");
        assertThat(Joined.files(RealmFiles.in(directory)).toString()).doesNotContain("billing", "Staging");
    }

    @Test
    void anOverlayThatIsNotThereIsNamed() {
        assertThatThrownBy(() -> realm(Map.of("DAEMUN_REALM_OVERLAYS", "stagging")))
                .hasMessageContaining("DAEMUN_REALM_OVERLAYS names stagging");
    }

    @Test
    void aDirectoryWithoutFilesIsNamed() {
        assertThatThrownBy(() -> RealmFiles.in(directory.resolve("nowhere")))
                .isInstanceOf(RealmConfigException.class)
                .hasMessageContaining("nowhere is no directory");
    }

    @Test
    void textThatOnlyLooksLikeAPlaceholderCanBeWritten() throws IOException {
        write("z.json", "{\"attributes\": {\"x\": \"$${MY_SECRET}\"}}");
        assertThat(realm(Map.of("DAEMUN_ORDERS_CLIENT_SECRET", "kVnN0pXo2yQm8sT4"))
                        .at("/attributes/x")
                        .asText())
                .isEqualTo("${MY_SECRET}");
    }

    private com.fasterxml.jackson.databind.JsonNode realm(Map<String, String> environment) {
        return RealmConfig.realm(RealmFiles.in(directory), environment, Mode.PRODUCTION);
    }

    private void write(String file, String text) throws IOException {
        Path path = directory.resolve(file);
        Files.createDirectories(path.getParent());
        Files.writeString(path, text);
    }
}
