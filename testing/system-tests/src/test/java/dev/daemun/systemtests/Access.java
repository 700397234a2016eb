package dev.daemun.systemtests;

import dev.daemun.localplatform.CodeFlow;
import dev.daemun.localplatform.Pkce;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.keycloak.admin.client.CreatedResponseUtil;
import org.keycloak.admin.client.resource.ClientResource;
import org.keycloak.admin.client.resource.RealmResource;
import org.keycloak.representations.idm.ClientRepresentation;
import org.keycloak.representations.idm.ClientScopeRepresentation;
import org.keycloak.representations.idm.RoleRepresentation;

/**
 * What one user may do at one client because of one role, with things of the test's own, so that a test can take each of
 * them away. All of it is removed when it is closed.
 */
final class Access implements AutoCloseable {
    private static final KeycloakOnPostgresql KEYCLOAK = KeycloakOnPostgresql.shared();

    final LoggedUser user = LoggedUser.create();
    final RealmResource realm = KEYCLOAK.realm(user.admin());
    final String role = "role-" + UUID.randomUUID();
    final String roleId;
    final String scopeId;
    final String clientId;
    final String clientUuid;
    private final Pkce pkce = Pkce.random();
    private String code;
    private CodeFlow.Tokens tokens;

    private Access() {
        realm.roles().create(new RoleRepresentation(role, "", false));
        roleId = realm.roles().get(role).toRepresentation().getId();
        ClientScopeRepresentation scope = new ClientScopeRepresentation();
        scope.setName("scope-" + UUID.randomUUID());
        scope.setProtocol("openid-connect");
        scopeId = CreatedResponseUtil.getCreatedId(realm.clientScopes().create(scope));
        realm.clientScopes().get(scopeId).getScopeMappings().realmLevel().add(roles());
        ClientRepresentation client = Withdrawal.clientLikeTheWebApp(realm);
        clientId = client.getClientId();
        clientUuid = CreatedResponseUtil.getCreatedId(realm.clients().create(client));
        client().addDefaultClientScope(scopeId);
    }

    static Access create() {
        return new Access();
    }

    List<RoleRepresentation> roles() {
        RoleRepresentation found = realm.rolesById().getRole(roleId);
        return List.of(found);
    }

    void grant() {
        user.resource().roles().realmLevel().add(roles());
    }

    ClientResource client() {
        return realm.clients().get(clientUuid);
    }

    void signIn(String scope) {
        code = flow(scope).code(user.login(), pkce);
        tokens = flow(scope).exchange(code, pkce);
    }

    CodeFlow.Tokens tokens() {
        return tokens;
    }

    /** Sends the authorization code once more, and returns the answer's status. */
    int codeAgain() {
        return tokenEndpoint(Map.of(
                "grant_type",
                "authorization_code",
                "client_id",
                clientId,
                "redirect_uri",
                redirectUri(),
                "code",
                code,
                "code_verifier",
                pkce.verifier()));
    }

    /** Refreshes with the first refresh token, and returns the answer's status. */
    int refresh() {
        return tokenEndpoint(
                Map.of("grant_type", "refresh_token", "client_id", clientId, "refresh_token", tokens.refreshToken()));
    }

    private int tokenEndpoint(Map<String, String> form) {
        return Call.to(KEYCLOAK.issuer() + "/protocol/openid-connect/token")
                .postForm(form)
                .status();
    }

    private CodeFlow flow(String scope) {
        return new CodeFlow(KEYCLOAK.issuer(), clientId, redirectUri(), scope);
    }

    private static String redirectUri() {
        return KEYCLOAK.webApp("openid").redirectUri();
    }

    @Override
    public void close() {
        realm.clients().findAll().stream()
                .filter(client -> client.getId().equals(clientUuid))
                .forEach(client -> client().remove());
        realm.clientScopes().findAll().stream()
                .filter(scope -> scope.getId().equals(scopeId))
                .forEach(scope -> realm.clientScopes().get(scopeId).remove());
        realm.roles().list().stream()
                .filter(left -> left.getId().equals(roleId))
                .forEach(left -> realm.rolesById().deleteRole(roleId));
        user.close();
    }
}
