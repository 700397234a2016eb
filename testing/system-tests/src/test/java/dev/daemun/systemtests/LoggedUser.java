package dev.daemun.systemtests;

import dev.daemun.localplatform.CodeFlow;
import dev.daemun.localplatform.Login;
import jakarta.ws.rs.core.Response;
import java.util.List;
import java.util.UUID;
import org.keycloak.admin.client.CreatedResponseUtil;
import org.keycloak.admin.client.Keycloak;
import org.keycloak.admin.client.resource.UserResource;
import org.keycloak.representations.idm.CredentialRepresentation;
import org.keycloak.representations.idm.RoleRepresentation;
import org.keycloak.representations.idm.UserRepresentation;

/** A user of one test in the Keycloak on PostgreSQL, deleted when it is closed. */
record LoggedUser(KeycloakOnPostgresql keycloak, Keycloak admin, String id, Login login) implements AutoCloseable {
    static LoggedUser create() {
        KeycloakOnPostgresql keycloak = KeycloakOnPostgresql.shared();
        Keycloak admin = keycloak.admin();
        Login login = new Login("user-" + UUID.randomUUID(), "a-password-" + UUID.randomUUID());
        UserRepresentation user = new UserRepresentation();
        user.setUsername(login.username());
        user.setEmail(emailOf(login));
        user.setEnabled(true);
        user.setCredentials(List.of(password(login.password())));
        try (Response created = keycloak.realm(admin).users().create(user)) {
            return new LoggedUser(keycloak, admin, CreatedResponseUtil.getCreatedId(created), login);
        }
    }

    static CredentialRepresentation password(String value) {
        CredentialRepresentation password = new CredentialRepresentation();
        password.setType(CredentialRepresentation.PASSWORD);
        password.setValue(value);
        return password;
    }

    private static String emailOf(Login login) {
        return login.username() + "@example.com";
    }

    String email() {
        return emailOf(login);
    }

    UserResource resource() {
        return keycloak.realm(admin).users().get(id);
    }

    CodeFlow.Tokens signIn() {
        return keycloak.webApp("openid").signIn(login);
    }

    List<RoleRepresentation> manager() {
        return List.of(keycloak.realm(admin).roles().get("order-manager").toRepresentation());
    }

    void grantManager() {
        resource().roles().realmLevel().add(manager());
    }

    boolean isManager() {
        return resource().roles().realmLevel().listAll().stream()
                .anyMatch(role -> role.getName().equals("order-manager"));
    }

    @Override
    public void close() {
        admin.close();
        // A Keycloak that was killed meanwhile may have left a dead connection in the other client.
        try (Keycloak fresh = keycloak.admin()) {
            keycloak.realm(fresh).users().delete(id).close();
        }
    }
}
