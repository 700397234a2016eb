package dev.daemun.systemtests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.daemun.localplatform.PlatformException;
import jakarta.ws.rs.InternalServerErrorException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.ResourceLock;

@ResourceLock(KeycloakOnPostgresql.LOCK)
class UnwritableLogStopsTheChangeIT {
    private final KeycloakOnPostgresql keycloak = KeycloakOnPostgresql.shared();
    private LoggedUser user;

    @BeforeEach
    void refuseNewRows() {
        user = LoggedUser.create();
        // PostgreSQL refuses the update that gives an earlier row its position as well.
        assertThat(keycloak.log().settled(0)).isNotEmpty();
        keycloak.log().execute("ALTER TABLE DAEMUN_EVENT ADD CONSTRAINT REFUSED CHECK (ID = '') NOT VALID");
    }

    @AfterEach
    void takeThemAgain() {
        allow();
        user.close();
    }

    @Test
    void aRoleIsNotGrantedAndTheAdministratorIsTold() {
        assertThatThrownBy(() -> user.grantManager()).isInstanceOf(InternalServerErrorException.class);
        assertThat(user.isManager()).isFalse();
        allow();
        user.grantManager();
        assertThat(user.isManager()).isTrue();
    }

    @Test
    void nobodyIsSignedIn() {
        assertThatThrownBy(() -> user.signIn()).isInstanceOf(PlatformException.class);
        assertThat(user.resource().getUserSessions()).isEmpty();
    }

    private void allow() {
        keycloak.log().execute("ALTER TABLE DAEMUN_EVENT DROP CONSTRAINT IF EXISTS REFUSED");
    }
}
