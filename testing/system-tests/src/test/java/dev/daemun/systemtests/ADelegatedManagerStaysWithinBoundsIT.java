package dev.daemun.systemtests;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.keycloak.admin.client.Keycloak;
import org.keycloak.admin.client.resource.RealmResource;
import org.keycloak.admin.client.resource.RoleScopeResource;
import org.keycloak.representations.idm.RoleRepresentation;

/** Somebody whom an administrator lets manage users, by the role manage-users and nothing else, tries everything else. */
@ResourceLock(TestPlatform.LOCK)
class ADelegatedManagerStaysWithinBoundsIT {
    private static final String MANAGEMENT = "realm-management";

    private final TestPlatform platform = TestPlatform.shared();
    private final Keycloak admin = platform.admin();
    private final RealmResource realm = platform.realm(admin);
    private TestUser manager;
    private TestUser somebody;
    private String management;
    private AdminCalls calls;

    @BeforeEach
    void somebodyManagesUsers() {
        manager = TestUser.create(platform, Map.of());
        somebody = TestUser.create(platform, Map.of());
        management = realm.clients().findByClientId(MANAGEMENT).get(0).getId();
        adminRoles()
                .add(List.of(realm.clients()
                        .get(management)
                        .roles()
                        .get("manage-users")
                        .toRepresentation()));
        calls = AdminCalls.by(manager, somebody, realm);
    }

    @AfterEach
    void nobodyIsLeft() {
        manager.close();
        somebody.close();
        admin.close();
    }

    @Test
    void theirOwnWorkTheyMayDo() {
        assertThat(calls.send("GET", "daemun/users/{somebody}", "").status()).isEqualTo(200);
        assertThat(calls.send("PUT", "daemun/users/{somebody}", "{'firstName':'Haneul'}")
                        .status())
                .isEqualTo(204);
        assertThat(calls.send("POST", "daemun/users/{somebody}/logout", "").status())
                .isEqualTo(204);
        assertThat(somebody.resource().toRepresentation().getFirstName()).isEqualTo("Haneul");
    }

    @ParameterizedTest(name = "{0}: {1} {2}")
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "own elevation    | POST   | daemun/users/{manager}/role-mappings/clients/{client:realm-management}  | [{role:realm-management/realm-admin}]",
                "own elevation    | POST   | daemun/users/{manager}/role-mappings/clients/{client:realm-management}  | [{role:realm-management/manage-realm}]",
                "admin roles      | POST   | daemun/users/{somebody}/role-mappings/clients/{client:realm-management} | [{role:realm-management/realm-admin}]",
                "admin roles      | POST   | daemun/users/{somebody}/role-mappings/clients/{client:realm-management} | [{role:realm-management/manage-clients}]",
                "admin roles      | POST   | daemun/groups/{group}/role-mappings/clients/{client:realm-management}   | [{role:realm-management/realm-admin}]",
                "admin roles      | POST   | daemun/roles/member/composites                             | [{role:realm-management/realm-admin}]",
                "roles            | POST   | daemun/roles                                               | {'name':'mine'}",
                "roles            | DELETE | daemun/roles/order-manager                                 |",
                "clients          | POST   | daemun/clients                                             | {'clientId':'mine'}",
                "clients          | GET    | daemun/clients/{client:api-gateway}/client-secret                     |",
                "clients          | PUT    | daemun/clients/{client:api-gateway}                                   | {'clientId':'api-gateway'}",
                "clients          | DELETE | daemun/clients/{client:api-gateway}                                   |",
                "providers        | POST   | daemun/identity-provider/instances                         | {'alias':'mine','providerId':'oidc'}",
                "providers        | POST   | daemun/components                                          | {'name':'mine','providerId':'ldap','providerType':'org.keycloak.storage.UserStorageProvider'}",
                "sign-in          | GET    | daemun/authentication/flows                                |",
                "sign-in          | POST   | daemun/authentication/flows                                | {'alias':'mine','providerId':'basic-flow','topLevel':true}",
                "realm settings   | PUT    | daemun                                                     | {'realm':'daemun','registrationAllowed':true}",
                "realm settings   | POST   | daemun/push-revocation                                     |",
                "realm settings   | GET    | daemun/keys                                                |",
                "realm settings   | GET    | daemun/events                                              |",
                "realm settings   | GET    | daemun/admin-events                                        |",
                "realm settings   | DELETE | daemun                                                     |",
                "other realms     | GET    | master/users                                               |",
                "other realms     | PUT    | master                                                     | {'realm':'master'}",
                "other realms     | POST   |                                                            | {'realm':'mine'}",
                "somebody else    | POST   | daemun/users/{somebody}/impersonation                      |"
            })
    void everythingElseIsRefused(String what, String method, String path, String body) {
        assertThat(calls.send(method, path == null ? "" : path, body == null ? "" : body)
                        .status())
                .as(what)
                .isIn(path != null && path.startsWith("master") ? List.of(401, 403) : List.of(403));
        assertThat(adminRoles().listEffective())
                .extracting(RoleRepresentation::getName)
                .containsExactlyInAnyOrder("manage-users");
        assertThat(realm.toRepresentation().isRegistrationAllowed()).isFalse();
    }

    private RoleScopeResource adminRoles() {
        return manager.resource().roles().clientLevel(management);
    }
}
