package dev.daemun.systemtests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.keycloak.admin.client.Keycloak;
import org.keycloak.admin.client.resource.RealmResource;
import org.keycloak.representations.idm.RoleRepresentation;

/**
 * Somebody who has the role that a file of the realm defines for it finds people, gives them the roles of the sample service
 * and takes these, and tries everything else, over REST and in the admin console.
 */
@NeedsBrowser
@ResourceLock(TestPlatform.LOCK)
class ARoleManagerGivesTheServicesRolesAloneIT {
    private static final String MANAGER = "sample-role-manager";

    private final TestPlatform platform = TestPlatform.shared();
    private final Keycloak admin = platform.admin();
    private final RealmResource realm = platform.realm(admin);
    private TestUser manager;
    private TestUser somebody;
    private AdminCalls calls;

    @BeforeEach
    void somebodyManagesRoles() {
        manager = TestUser.create(platform, Map.of());
        somebody = TestUser.create(platform, Map.of());
        manager.resource()
                .roles()
                .realmLevel()
                .add(List.of(realm.roles().get(MANAGER).toRepresentation()));
        calls = AdminCalls.by(manager, somebody, realm);
    }

    @AfterEach
    void nobodyIsLeft() {
        manager.close();
        somebody.close();
        admin.close();
    }

    @ParameterizedTest
    @CsvSource({"member", "order-manager", "shop-manager"})
    void eachRoleOfTheServiceCanBeGivenAndTaken(String role) {
        String mappings = "daemun/users/{somebody}/role-mappings/realm";
        assertThat(calls.send("GET", "daemun/users?search=" + somebody.login().username(), "")
                        .json()
                        .findValuesAsText("id"))
                .containsExactly(somebody.id());
        assertThat(calls.send("POST", mappings, "[{role:" + role + "}]").status())
                .isEqualTo(204);
        assertThat(rolesOf(somebody)).contains(role);
        assertThat(calls.send("DELETE", mappings, "[{role:" + role + "}]").status())
                .isEqualTo(204);
        assertThat(rolesOf(somebody)).doesNotContain(role);
    }

    @Test
    void theServicesRolesAreAllThatIsOffered() {
        assertThat(StreamSupport.stream(
                                calls.send("GET", "daemun/users/{somebody}/role-mappings/realm/available", "")
                                        .json()
                                        .spliterator(),
                                false)
                        .map(role -> role.path("name").asText()))
                .containsExactlyInAnyOrder("member", "order-manager", "shop-manager");
    }

    /** The permission is bound to the console: what other clients have of this person's tokens opens nothing. */
    @Test
    void noOtherClientMayDoItInTheirName() {
        AdminCalls byWebApp = calls.with(manager.signIn("openid").accessToken());
        assertThat(byWebApp.send("GET", "daemun/users/{somebody}", "").status()).isEqualTo(403);
        assertThat(byWebApp.send("POST", "daemun/users/{somebody}/role-mappings/realm", "[{role:order-manager}]")
                        .status())
                .isEqualTo(403);
    }

    @Test
    void whoIsNoRoleManagerAnyMoreMayNothingAtOnce() {
        manager.resource()
                .roles()
                .realmLevel()
                .remove(List.of(realm.roles().get(MANAGER).toRepresentation()));
        assertThat(calls.send("GET", "daemun/users", "").status()).isEqualTo(403);
        assertThat(calls.send("POST", "daemun/users/{somebody}/role-mappings/realm", "[{role:order-manager}]")
                        .status())
                .isEqualTo(403);
    }

    @ParameterizedTest(name = "{0}: {1} {2} {3}")
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "own elevation    | POST   | daemun/users/{manager}/role-mappings/realm                            | [{role:sample-role-manager}]",
                "own elevation    | POST   | daemun/users/{manager}/role-mappings/realm                            | [{role:order-manager},{role:uma_authorization}]",
                "own elevation    | POST   | daemun/users/{manager}/role-mappings/clients/{client:realm-management} | [{role:realm-management/realm-admin}]",
                "own elevation    | POST   | daemun/users/{manager}/role-mappings/clients/{client:realm-management} | [{role:realm-management/manage-users}]",
                "own elevation    | POST   | daemun/users/{manager}/role-mappings/clients/{client:realm-management} | [{role:realm-management/view-realm}]",
                "own elevation    | POST   | daemun/users/{manager}/role-mappings/clients/{client:realm-management} | [{role:realm-management/query-clients}]",
                "own elevation    | PUT    | daemun/users/{manager}/groups/{group}                                 |",
                "admin roles      | POST   | daemun/users/{somebody}/role-mappings/clients/{client:realm-management} | [{role:realm-management/realm-admin}]",
                "admin roles      | POST   | daemun/users/{somebody}/role-mappings/clients/{client:realm-management} | [{role:realm-management/impersonation}]",
                "admin roles      | DELETE | daemun/users/{manager}/role-mappings/clients/{client:realm-management} | [{role:realm-management/query-users}]",
                "another manager  | POST   | daemun/users/{somebody}/role-mappings/realm                           | [{role:sample-role-manager}]",
                "another manager  | DELETE | daemun/users/{manager}/role-mappings/realm                            | [{role:sample-role-manager}]",
                "other roles      | POST   | daemun/users/{somebody}/role-mappings/realm                           | [{role:default-roles-daemun}]",
                "other roles      | DELETE | daemun/users/{somebody}/role-mappings/realm                           | [{role:default-roles-daemun}]",
                "other roles      | DELETE | daemun/users/{manager}/role-mappings/realm                            |",
                "other roles      | POST   | daemun/users/{somebody}/role-mappings/clients/{client:revocation-feed} | [{role:revocation-feed/read-withdrawals}]",
                "other roles      | POST   | daemun/users/{somebody}/role-mappings/clients/{client:account}        | [{role:account/view-groups}]",
                "composite roles  | POST   | daemun/roles/order-manager/composites                                 | [{role:realm-management/realm-admin}]",
                "composite roles  | POST   | daemun/roles/shop-manager/composites                                  | [{role:sample-role-manager}]",
                "composite roles  | DELETE | daemun/roles/shop-manager/composites                                  | [{role:order-manager}]",
                "roles            | GET    | daemun/roles                                                          |",
                "roles            | POST   | daemun/roles                                                          | {'name':'mine'}",
                "roles            | PUT    | daemun/roles/order-manager                                            | {'name':'mine'}",
                "roles            | DELETE | daemun/roles/order-manager                                            |",
                "groups           | PUT    | daemun/users/{somebody}/groups/{group}                                |",
                "groups           | POST   | daemun/groups                                                         | {'name':'mine'}",
                "groups           | POST   | daemun/groups/{group}/role-mappings/realm                             | [{role:shop-manager}]",
                "groups           | GET    | daemun/groups/{group}/members                                         |",
                "people           | POST   | daemun/users                                                          | {'username':'mine'}",
                "people           | PUT    | daemun/users/{somebody}                                               | {'firstName':'Mine'}",
                "people           | PUT    | daemun/users/{manager}                                                | {'firstName':'Mine'}",
                "people           | DELETE | daemun/users/{somebody}                                               |",
                "people           | PUT    | daemun/users/profile                                                  | {}",
                "people           | POST   | daemun/users/{somebody}/impersonation                                 |",
                "credentials      | PUT    | daemun/users/{somebody}/reset-password                                | {'type':'password','value':'mine-0123456789'}",
                "credentials      | PUT    | daemun/users/{manager}/reset-password                                 | {'type':'password','value':'mine-0123456789'}",
                "credentials      | PUT    | daemun/users/{somebody}/execute-actions-email                         | ['UPDATE_PASSWORD']",
                "credentials      | PUT    | daemun/users/{somebody}/disable-credential-types                      | ['password']",
                "links            | POST   | daemun/users/{somebody}/federated-identity/google                     | {'userId':'1','userName':'mine'}",
                "links            | DELETE | daemun/users/{somebody}/federated-identity/google                     |",
                "sessions         | POST   | daemun/users/{somebody}/logout                                        |",
                "sessions         | POST   | daemun/logout-all                                                     |",
                "sessions         | POST   | daemun/push-revocation                                                |",
                "sessions         | DELETE | daemun/users/{somebody}/consents/sample-web-app                       |",
                "sessions         | DELETE | daemun/attack-detection/brute-force/users                             |",
                "sessions         | GET    | daemun/clients/{client:sample-web-app}/user-sessions                  |",
                "clients          | GET    | daemun/clients                                                        |",
                "clients          | POST   | daemun/clients                                                        | {'clientId':'mine'}",
                "clients          | PUT    | daemun/clients/{client:api-gateway}                                   | {'clientId':'api-gateway'}",
                "clients          | GET    | daemun/clients/{client:api-gateway}/client-secret                     |",
                "clients          | GET    | daemun/clients/{client:api-gateway}/service-account-user              |",
                "clients          | POST   | daemun/clients-initial-access                                         | {'count':1}",
                "mappers          | POST   | daemun/clients/{client:sample-web-app}/protocol-mappers/models        | {'name':'mine','protocol':'openid-connect','protocolMapper':'oidc-hardcoded-role-mapper'}",
                "mappers          | POST   | daemun/client-scopes/{scope:daemun}/protocol-mappers/models           | {'name':'mine','protocol':'openid-connect','protocolMapper':'oidc-hardcoded-role-mapper'}",
                "mappers          | POST   | daemun/client-scopes/{scope:daemun}/scope-mappings/realm              | [{role:order-manager}]",
                "mappers          | POST   | daemun/clients/{client:sample-web-app}/scope-mappings/realm           | [{role:order-manager}]",
                "providers        | GET    | daemun/identity-provider/instances                                    |",
                "providers        | POST   | daemun/identity-provider/instances                                    | {'alias':'mine','providerId':'oidc'}",
                "providers        | POST   | daemun/components                                                     | {'name':'mine','providerId':'ldap','providerType':'org.keycloak.storage.UserStorageProvider'}",
                "flows            | GET    | daemun/authentication/flows                                           |",
                "flows            | POST   | daemun/authentication/flows                                           | {'alias':'mine','providerId':'basic-flow','topLevel':true}",
                "permissions      | GET    | daemun/clients/{client:admin-permissions}/authz/resource-server/policy |",
                "permissions      | POST   | daemun/clients/{client:admin-permissions}/authz/resource-server/policy | {'name':'mine','type':'role','config':{'roles':'[]'}}",
                "realm settings   | PUT    | daemun                                                                | {'realm':'daemun','adminPermissionsEnabled':false}",
                "realm settings   | GET    | daemun/events                                                         |",
                "realm settings   | GET    | daemun/admin-events                                                   |",
                "realm settings   | GET    | daemun/keys                                                           |",
                "realm settings   | POST   | daemun/partial-export                                                 |",
                "realm settings   | POST   | daemun/partialImport                                                  | {'ifResourceExists':'OVERWRITE','users':[]}",
                "realm settings   | DELETE | daemun                                                                |",
                "other realms     | GET    | master/users                                                          |",
                "other realms     | PUT    | master                                                                | {'realm':'master'}",
                "other realms     | POST   |                                                                       | {'realm':'mine'}"
            })
    void everythingElseIsRefused(String what, String method, String path, String body) {
        Set<String> managers = rolesOf(manager);
        Set<String> somebodys = rolesOf(somebody);
        String address = path == null ? "" : path;
        assertThat(calls.send(method, address, body == null ? "" : body).status())
                .as(what)
                .isIn(address.startsWith("master") ? List.of(401, 403) : List.of(403));
        assertThat(rolesOf(manager)).isEqualTo(managers);
        assertThat(rolesOf(somebody)).isEqualTo(somebodys);
    }

    /** The console lists what a person has only to those who may see the realm, so that the role is taken over REST here. */
    @Test
    void inTheConsoleTheyFindPeopleAndGiveRoles() {
        try (AdminConsole console = console()) {
            console.openRolesOf(somebody.login().username());
            assertThat(console.navigation())
                    .contains("Users")
                    .doesNotContain("Clients", "Realm roles", "Groups", "Identity providers");
            assertThat(console.assignable()).containsExactlyInAnyOrder("member", "order-manager", "shop-manager");
            console.give("order-manager");
            await().untilAsserted(() -> assertThat(rolesOf(somebody)).contains("order-manager"));
            assertThat(calls.send("DELETE", "daemun/users/{somebody}/role-mappings/realm", "[{role:order-manager}]")
                            .status())
                    .isEqualTo(204);
        }
    }

    @Test
    void whoMaySeeTheRealmTooTakesRolesInTheConsole() {
        manager.resource()
                .roles()
                .clientLevel(calls.client("realm-management"))
                .add(List.of(calls.role("realm-management/view-realm")));
        try (AdminConsole console = console()) {
            console.openRolesOf(somebody.login().username());
            console.assign("order-manager");
            assertThat(rolesOf(somebody)).contains("order-manager");
            console.unassign("order-manager");
            assertThat(rolesOf(somebody)).doesNotContain("order-manager");
        }
    }

    private AdminConsole console() {
        return AdminConsole.of(platform.keycloak.url() + "/admin/daemun/console/#/daemun/users", manager.login());
    }

    /** Directly given ones, of the realm and of its clients. */
    private static Set<String> rolesOf(TestUser user) {
        var mappings = user.resource().roles().getAll();
        Set<String> names = new TreeSet<>();
        if (mappings.getRealmMappings() != null) {
            names.addAll(mappings.getRealmMappings().stream()
                    .map(RoleRepresentation::getName)
                    .collect(Collectors.toSet()));
        }
        if (mappings.getClientMappings() != null) {
            mappings.getClientMappings()
                    .forEach((client, roles) ->
                            roles.getMappings().forEach(role -> names.add(client + "/" + role.getName())));
        }
        return names;
    }
}
