package dev.daemun.systemtests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.daemun.localplatform.CodeFlow;
import jakarta.ws.rs.core.Response;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.keycloak.admin.client.CreatedResponseUtil;
import org.keycloak.admin.client.Keycloak;
import org.keycloak.admin.client.resource.ClientResource;
import org.keycloak.admin.client.resource.RealmResource;
import org.keycloak.representations.idm.ClientRepresentation;

/** An administrator makes a client with what the console's form sends, and gives it the scope of a service: that is all. */
@ResourceLock(TestPlatform.LOCK)
class AClientMadeInTheConsoleIsTrustedIT {
    private static final String BACK = "https://made-in-the-console.example.com/";
    private static final String SERVICE = "sample-resource-service";

    private final TestPlatform platform = TestPlatform.shared();
    private final Keycloak admin = platform.admin();
    private final RealmResource realm = platform.realm(admin);
    private final String clientId = "made-in-the-console-" + UUID.randomUUID();
    private ClientResource client;
    private TestUser person;

    @BeforeEach
    void somebodyFillsInTheForm() {
        ClientRepresentation form = new ClientRepresentation();
        form.setProtocol("openid-connect");
        form.setClientId(clientId);
        form.setName("");
        form.setDescription("");
        form.setPublicClient(true);
        form.setAuthorizationServicesEnabled(false);
        form.setServiceAccountsEnabled(false);
        form.setImplicitFlowEnabled(false);
        form.setDirectAccessGrantsEnabled(false);
        form.setStandardFlowEnabled(true);
        form.setFrontchannelLogout(true);
        form.setAlwaysDisplayInConsole(false);
        form.setRootUrl("");
        form.setBaseUrl("");
        form.setRedirectUris(List.of(BACK));
        form.setAttributes(Map.of(
                "saml_idp_initiated_sso_url_name", "",
                "standard.token.exchange.enabled", "false",
                "oauth2.device.authorization.grant.enabled", "false",
                "oidc.ciba.grant.enabled", "false",
                "dpop.bound.access.tokens", "false"));
        try (Response created = realm.clients().create(form)) {
            client = realm.clients().get(CreatedResponseUtil.getCreatedId(created));
        }
        person = TestUser.create(platform, Map.of());
    }

    @AfterEach
    void nothingIsLeft() {
        client.remove();
        person.close();
        admin.close();
    }

    /** Who has lost a role a moment ago is refused whatever token they have, so each look is at a new one. */
    @Test
    void withTheServicesScopeItsTokensAreForThatService() {
        person.resource()
                .roles()
                .realmLevel()
                .remove(List.of(realm.roles().get("default-roles-daemun").toRepresentation()));
        // What the default role brings besides the service's own role member.
        person.resource()
                .roles()
                .realmLevel()
                .add(List.of(realm.roles().get("uma_authorization").toRepresentation()));
        await("a token that is for nobody").untilAsserted(() -> {
            Call.Answer refused = orders();
            assertThat(refused.status()).isEqualTo(401);
            assertThat(refused.header("WWW-Authenticate")).contains("aud");
        });
        client.addDefaultClientScope(realm.clientScopes().findAll().stream()
                .filter(scope -> scope.getName().equals(SERVICE))
                .findFirst()
                .orElseThrow()
                .getId());
        await("none of the service's roles")
                .untilAsserted(() -> assertThat(orders().status()).isEqualTo(403));
        person.resource()
                .roles()
                .realmLevel()
                .add(List.of(realm.roles().get("member").toRepresentation()));
        await("a member").untilAsserted(() -> assertThat(orders().status()).isEqualTo(200));
    }

    private Call.Answer orders() {
        String token = new CodeFlow(platform.keycloak.issuer(), clientId, BACK, "openid")
                .signIn(person.login())
                .accessToken();
        return platform.callService("/orders").bearer(token).get();
    }
}
