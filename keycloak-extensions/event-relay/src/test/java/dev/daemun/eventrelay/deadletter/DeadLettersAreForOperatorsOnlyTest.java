package dev.daemun.eventrelay.deadletter;

import static org.assertj.core.api.Assertions.assertThat;

import dev.daemun.eventlog.fakes.Fake;
import org.junit.jupiter.api.Test;
import org.keycloak.models.ClientModel;
import org.keycloak.models.RealmModel;
import org.keycloak.models.RoleModel;
import org.keycloak.models.UserModel;
import org.keycloak.representations.AccessToken;
import org.keycloak.services.resources.admin.AdminAuth;
import org.keycloak.services.resources.admin.fgap.AdminPermissionEvaluator;
import org.keycloak.services.resources.admin.fgap.RealmPermissionEvaluator;

class DeadLettersAreForOperatorsOnlyTest {
    private final RoleModel role = Fake.of(RoleModel.class, (method, arguments) -> null);
    private boolean managesRealm;
    private boolean userHasRole;
    private boolean clientHasRoleInScope;
    private boolean roleExists = true;
    private boolean clientExists = true;

    @Test
    void whoMayManageTheRealmMayReadThem() {
        managesRealm = true;
        clientExists = false;
        assertThat(mayCaller()).isTrue();
    }

    @Test
    void whoHasTheRoleMayReadThemWithATokenOfAClientThatHasItInScope() {
        userHasRole = true;
        clientHasRoleInScope = true;
        assertThat(mayCaller()).isTrue();
    }

    @Test
    void anotherClientsTokenOfAnOperatorIsNotEnough() {
        userHasRole = true;
        assertThat(mayCaller()).isFalse();
    }

    @Test
    void nobodyElseMay() {
        clientHasRoleInScope = true;
        assertThat(mayCaller()).isFalse();
        userHasRole = true;
        roleExists = false;
        assertThat(mayCaller()).isFalse();
        clientExists = false;
        assertThat(mayCaller()).isFalse();
    }

    private boolean mayCaller() {
        return new Operators(realm(), permissions()).includeCaller();
    }

    private RealmModel realm() {
        return Fake.of(RealmModel.class, (method, arguments) -> switch (method) {
            case "getId" -> "realm-id";
            case "getClientByClientId" -> clientExists && arguments[0].equals("event-relay") ? eventRelay() : null;
            default -> throw new UnsupportedOperationException(method);
        });
    }

    private ClientModel eventRelay() {
        return Fake.of(ClientModel.class, (method, arguments) -> switch (method) {
            case "getRole" -> roleExists && arguments[0].equals("manage-dead-letters") ? role : null;
            default -> throw new UnsupportedOperationException(method);
        });
    }

    private AdminPermissionEvaluator permissions() {
        UserModel user = Fake.of(UserModel.class, (method, arguments) -> switch (method) {
            case "hasRole" -> userHasRole && arguments[0].equals(role);
            default -> throw new UnsupportedOperationException(method);
        });
        ClientModel client = Fake.of(ClientModel.class, (method, arguments) -> switch (method) {
            case "hasScope" -> clientHasRoleInScope && arguments[0].equals(role);
            default -> throw new UnsupportedOperationException(method);
        });
        AdminAuth auth = new AdminAuth(realm(), new AccessToken(), user, client);
        RealmPermissionEvaluator realm = Fake.of(RealmPermissionEvaluator.class, (method, arguments) -> managesRealm);
        return Fake.of(AdminPermissionEvaluator.class, (method, arguments) -> switch (method) {
            case "realm" -> realm;
            case "adminAuth" -> auth;
            default -> throw new UnsupportedOperationException(method);
        });
    }
}
