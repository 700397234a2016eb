package dev.daemun.realmconfig;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What carries the mark may be deleted later, so Keycloak's own objects must not. */
class WhatTheFilesMakeIsMarkedTest {
    private final JsonNode realm = RealmConfig.realm(variables(), Mode.PRODUCTION);

    private static Map<String, String> variables() {
        Map<String, String> variables = new HashMap<>();
        variables.put("DAEMUN_REALM_OVERLAYS", "samples");
        variables.put("DAEMUN_WEB_APP_URL", "https://shop.example.com");
        variables.put("DAEMUN_SAMPLE_SERVICE_URL", "https://orders.example.com");
        for (String name : new String[] {"GATEWAY", "SAMPLE_SERVICE", "ORDER_REPORT", "REALM_ADMIN"}) {
            variables.put("DAEMUN_" + name + "_CLIENT_SECRET", "kVnN0pXo2yQm8sT4");
        }
        variables.put("DAEMUN_GOOGLE_CLIENT_ID", "a-client.apps.googleusercontent.com");
        variables.put("DAEMUN_GOOGLE_CLIENT_SECRET", "GOCSPX-short");
        return variables;
    }

    @Test
    void eachOfItsOwn() {
        assertThat(realm.path("clients"))
                .filteredOn(client -> client.path("attributes").has(RealmConfig.MANAGED))
                .extracting(client -> client.path("clientId").asText())
                .contains("sample-web-app", "api-gateway", "revocation-feed", "realm-admin")
                .doesNotContain("account", "account-console", "security-admin-console", "admin-cli");
        assertThat(realm.path("clientScopes"))
                .isNotEmpty()
                .allMatch(scope -> scope.path("attributes").has(RealmConfig.MANAGED));
        assertThat(realm.path("groups"))
                .isNotEmpty()
                .allMatch(group -> group.path("attributes").has(RealmConfig.MANAGED));
        assertThat(realm.path("identityProviders"))
                .isNotEmpty()
                .allMatch(provider -> provider.path("config").has(RealmConfig.MANAGED));
        assertThat(AdminPermissions.of(realm))
                .isNotEmpty()
                .allMatch(policy -> policy.path("config").has(RealmConfig.MANAGED));
    }

    @Test
    void noRoleThatKeycloakMakesByItself() {
        assertThat(realm.path("roles").path("realm"))
                .filteredOn(role -> role.path("attributes").has(RealmConfig.MANAGED))
                .extracting(role -> role.path("name").asText())
                .containsExactlyInAnyOrder("member", "order-manager", "sample-role-manager", "shop-manager");
        assertThat(realm.path("roles").path("client").path("account"))
                .isNotEmpty()
                .noneMatch(role -> role.path("attributes").has(RealmConfig.MANAGED));
    }

    @Test
    void theClientThatMayChangeTheRealmIsThereOnlyWithASecret() {
        Map<String, String> variables = variables();
        variables.remove("DAEMUN_REALM_ADMIN_CLIENT_SECRET");
        assertThat(RealmConfig.realm(variables, Mode.PRODUCTION).toString()).doesNotContain("\"realm-admin\"");
        assertThat(realm.toString()).contains("service-account-realm-admin");
    }
}
