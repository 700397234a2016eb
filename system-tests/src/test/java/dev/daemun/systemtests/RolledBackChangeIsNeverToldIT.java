package dev.daemun.systemtests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.Response;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.keycloak.representations.idm.UserRepresentation;

@Tag("own-keycloak")
class RolledBackChangeIsNeverToldIT {
    private final KeycloakOnPostgresql keycloak = KeycloakOnPostgresql.shared();

    @Test
    void whatTheDatabaseRefusesAtTheEnd() {
        try (LoggedUser user = LoggedUser.create()) {
            long before = lastSettled();
            keycloak.log()
                    .execute("ALTER TABLE USER_ROLE_MAPPING ADD CONSTRAINT REFUSED CHECK (ROLE_ID = '') NOT VALID");
            try {
                assertThatThrownBy(user::grantManager).isInstanceOf(WebApplicationException.class);
            } finally {
                keycloak.log().execute("ALTER TABLE USER_ROLE_MAPPING DROP CONSTRAINT REFUSED");
            }
            assertThat(keycloak.log().settled(before)).isEmpty();
            user.grantManager();
            assertThat(keycloak.log().settled(before))
                    .extracting(LogRows.Row::what)
                    .containsExactly("role-granted");
        }
    }

    @Test
    void whatKeycloakItselfRefuses() {
        try (LoggedUser user = LoggedUser.create()) {
            long before = lastSettled();
            UserRepresentation twin = new UserRepresentation();
            twin.setUsername(user.login().username());
            try (Response refused = keycloak.realm(user.admin()).users().create(twin)) {
                assertThat(refused.getStatus()).isEqualTo(409);
            }
            assertThat(keycloak.log().settled(before)).isEmpty();
        }
    }

    private long lastSettled() {
        keycloak.log().settled(0);
        return keycloak.log().lastPosition();
    }
}
