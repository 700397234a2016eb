package dev.daemun.systemtests;

import dev.daemun.localplatform.CodeFlow;
import dev.daemun.localplatform.Login;
import jakarta.ws.rs.core.Response;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.keycloak.admin.client.CreatedResponseUtil;
import org.keycloak.admin.client.Keycloak;
import org.keycloak.admin.client.resource.UserResource;
import org.keycloak.representations.idm.CredentialRepresentation;
import org.keycloak.representations.idm.UserRepresentation;

/** A user of one test, deleted when it is closed. */
record TestUser(TestPlatform platform, Keycloak admin, String id, Login login) implements AutoCloseable {
    static TestUser create(TestPlatform platform, Map<String, List<String>> attributes) {
        Login login = new Login("user-" + UUID.randomUUID(), "a-password-" + UUID.randomUUID());
        CredentialRepresentation password = new CredentialRepresentation();
        password.setType(CredentialRepresentation.PASSWORD);
        password.setValue(login.password());
        UserRepresentation user = new UserRepresentation();
        user.setUsername(login.username());
        user.setEnabled(true);
        user.setAttributes(attributes);
        user.setCredentials(List.of(password));
        Keycloak admin = platform.admin();
        try (Response created = platform.realm(admin).users().create(user)) {
            return new TestUser(platform, admin, CreatedResponseUtil.getCreatedId(created), login);
        }
    }

    CodeFlow.Tokens signIn(String scope) {
        return platform.webApp(scope).signIn(login);
    }

    UserResource resource() {
        return platform.realm(admin).users().get(id);
    }

    @Override
    public void close() {
        resource().remove();
        admin.close();
    }
}
