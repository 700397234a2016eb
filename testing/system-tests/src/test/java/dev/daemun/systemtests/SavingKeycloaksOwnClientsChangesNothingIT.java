package dev.daemun.systemtests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.daemun.localplatform.CodeFlow;
import jakarta.ws.rs.ForbiddenException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.keycloak.admin.client.Keycloak;
import org.keycloak.admin.client.resource.ClientResource;
import org.keycloak.admin.client.resource.RealmResource;

/**
 * The realm's client policy changes each client that an administrator saves. Keycloak's own ones do their work all the same:
 * whoever saves the admin console's client in the admin console is not locked out of it.
 */
@ResourceLock(TestPlatform.LOCK)
class SavingKeycloaksOwnClientsChangesNothingIT {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final TestPlatform platform = TestPlatform.shared();
    private final Keycloak admin = platform.admin();
    private final RealmResource realm = platform.realm(admin);

    @AfterEach
    void close() {
        admin.close();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "account",
                "account-console",
                "admin-cli",
                "admin-permissions",
                "broker",
                "security-admin-console"
            })
    void itIsAsItWas(String clientId) {
        JsonNode before = state(client(clientId));
        save(clientId);
        assertThat(state(client(clientId))).isEqualTo(before);
    }

    @Test
    void keycloakItselfLetsNobodySaveItsRolesForAdministrators() {
        assertThatThrownBy(() -> save("realm-management")).isInstanceOf(ForbiddenException.class);
    }

    @Test
    void anAdministratorOfTheRealmStillWorksInTheConsole() {
        save("security-admin-console");
        try (TestUser administrator = TestUser.create(platform, Map.of())) {
            giveEverything(administrator);
            String token = signIn(administrator, "security-admin-console", "/admin/daemun/console/");
            assertThat(get("/admin/daemun/console/whoami?currentRealm=daemun", token)
                            .json()
                            .at("/realm_access/daemun"))
                    .extracting(JsonNode::asText)
                    .contains("manage-realm", "manage-users", "view-clients");
            for (String what : List.of("", "/users", "/clients", "/roles", "/groups", "/admin-events")) {
                assertThat(get("/admin/realms/daemun" + what, token).status())
                        .as(what)
                        .isEqualTo(200);
            }
        }
    }

    @Test
    void everybodyStillSeesTheirAccount() {
        save("account");
        save("account-console");
        try (TestUser somebody = TestUser.create(platform, Map.of())) {
            String token = signIn(somebody, "account-console", "/realms/daemun/account/");
            for (String what : List.of("", "/sessions/devices", "/credentials", "/linked-accounts")) {
                assertThat(Call.to(platform.keycloak.issuer() + "/account" + what)
                                .bearer(token)
                                .header("Accept", "application/json")
                                .get()
                                .status())
                        .as(what)
                        .isEqualTo(200);
            }
        }
    }

    private void giveEverything(TestUser administrator) {
        ClientResource management = client("realm-management");
        administrator
                .resource()
                .roles()
                .clientLevel(management.toRepresentation().getId())
                .add(List.of(management.roles().get("realm-admin").toRepresentation()));
    }

    private String signIn(TestUser user, String clientId, String page) {
        return new CodeFlow(platform.keycloak.issuer(), clientId, platform.keycloak.url() + page, "openid")
                .signIn(user.login())
                .accessToken();
    }

    private Call.Answer get(String path, String token) {
        return Call.to(platform.keycloak.url() + path).bearer(token).get();
    }

    /** As the console does when somebody presses its button and has typed nothing. */
    private void save(String clientId) {
        ClientResource client = client(clientId);
        client.update(client.toRepresentation());
    }

    private ClientResource client(String clientId) {
        return realm.clients()
                .get(realm.clients().findByClientId(clientId).get(0).getId());
    }

    /**
     * Without what Keycloak itself gives a client that has no secret, and without PKCE where nobody signs in: at the others the
     * files state it.
     */
    private static JsonNode state(ClientResource client) {
        ObjectNode content = JSON.valueToTree(client.toRepresentation());
        content.set("scopeMappings", JSON.valueToTree(client.getScopeMappings().getAll()));
        content.remove(List.of("secret", "clientAuthenticatorType"));
        content.withObject("/attributes").remove("client.secret.creation.time");
        if (content.path("redirectUris").isEmpty()) {
            content.withObject("/attributes").remove("pkce.code.challenge.method");
        }
        return content;
    }
}
