package dev.daemun.eventlog.capture;

import static org.assertj.core.api.Assertions.assertThat;

import dev.daemun.eventlog.fakes.Fake;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.keycloak.events.admin.AdminEvent;
import org.keycloak.events.admin.AuthDetails;
import org.keycloak.events.admin.OperationType;
import org.keycloak.events.admin.ResourceType;
import org.keycloak.models.ClientModel;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.KeycloakTransaction;
import org.keycloak.models.KeycloakTransactionManager;
import org.keycloak.models.RealmModel;
import org.keycloak.models.UserModel;
import org.keycloak.models.UserProvider;

class AChangeOutsideTheFilesIsToldTest {
    private final SimpleMeterRegistry metrics = new SimpleMeterRegistry();
    private final List<KeycloakTransaction> afterCommit = new ArrayList<>();
    private boolean filesAreApplied = true;

    @ParameterizedTest
    @CsvSource({
        "REALM, UPDATE, ''",
        "CLIENT, CREATE, clients/1",
        "CLIENT, DELETE, clients/1",
        "REALM_ROLE, UPDATE, roles/member",
        "REALM_ROLE_MAPPING, CREATE, groups/1/role-mappings/realm",
        "CLIENT_ROLE_MAPPING, DELETE, users/service-account/role-mappings/clients/1",
        "AUTH_EXECUTION, UPDATE, authentication/flows/1/executions",
        "IDENTITY_PROVIDER, UPDATE, identity-provider/instances/google",
        "AUTHORIZATION_POLICY, UPDATE, clients/1/authz/resource-server/policy/2",
        "USER_PROFILE, UPDATE, users/profile"
    })
    void whatFilesSay(ResourceType type, OperationType operation, String path) {
        event(type, operation, path, "master-id", "admin-cli-id");
        assertThat(counted()).as("before the commit").isZero();
        commit();
        assertThat(counted()).isEqualTo(1);
        assertThat(metrics.get(OutsideFiles.METRIC).counter().getId().getTag("realm"))
                .isEqualTo("daemun");
    }

    @ParameterizedTest
    @CsvSource({
        "USER, UPDATE, users/person",
        "USER, ACTION, users/person/reset-password",
        "REALM, ACTION, logout-all",
        "REALM, CREATE, users/person",
        "CLIENT, ACTION, clients/1/client-secret",
        "GROUP_MEMBERSHIP, CREATE, users/person/groups/1",
        "REALM_ROLE_MAPPING, CREATE, users/person/role-mappings/realm",
        "REALM_ROLE_MAPPING, CREATE, users/nobody/role-mappings/realm",
        "USER_SESSION, DELETE, sessions/1",
        "COMPONENT, UPDATE, components/1"
    })
    void nothingThatNoFileSays(ResourceType type, OperationType operation, String path) {
        event(type, operation, path, "master-id", "admin-cli-id");
        commit();
        assertThat(counted()).isZero();
    }

    @Test
    void notByTheAccountThatAppliesTheFiles() {
        event(ResourceType.CLIENT, OperationType.UPDATE, "clients/1", "realm-id", "realm-admin-id");
        commit();
        assertThat(counted()).isZero();
        event(ResourceType.CLIENT, OperationType.UPDATE, "clients/1", "another-realm", "realm-admin-id");
        event(ResourceType.CLIENT, OperationType.UPDATE, "clients/1", "realm-id", "console-id");
        commit();
        assertThat(counted()).isEqualTo(2);
    }

    @Test
    void notWhereNobodyAppliesFiles() {
        filesAreApplied = false;
        event(ResourceType.CLIENT, OperationType.UPDATE, "clients/1", "master-id", "admin-cli-id");
        commit();
        assertThat(counted()).isZero();
    }

    private double counted() {
        return metrics.find(OutsideFiles.METRIC).counters().stream()
                .mapToDouble(Counter::count)
                .sum();
    }

    private void commit() {
        afterCommit.forEach(work -> {
            work.begin();
            work.commit();
        });
        afterCommit.clear();
    }

    private void event(ResourceType type, OperationType operation, String path, String realm, String client) {
        AuthDetails who = new AuthDetails();
        who.setRealmId(realm);
        who.setClientId(client);
        who.setUserId("an-administrator");
        AdminEvent event = new AdminEvent();
        event.setResourceType(type);
        event.setOperationType(operation);
        event.setResourcePath(path);
        event.setAuthDetails(who);
        new OutsideFiles(session(), realm(), event).countIn(metrics);
    }

    private RealmModel realm() {
        ClientModel account = Fake.of(ClientModel.class, (method, arguments) -> "realm-admin-id");
        return Fake.of(RealmModel.class, (method, arguments) -> switch (method) {
            case "getClientByClientId" -> filesAreApplied ? account : null;
            case "getId" -> "realm-id";
            case "getName" -> "daemun";
            default -> throw new UnsupportedOperationException(method);
        });
    }

    private KeycloakSession session() {
        KeycloakTransactionManager transactions = Fake.of(KeycloakTransactionManager.class, (method, arguments) -> {
            assertThat(method).isEqualTo("enlistAfterCompletion");
            afterCommit.add((KeycloakTransaction) arguments[0]);
            return null;
        });
        UserProvider users = Fake.of(UserProvider.class, (method, arguments) -> user((String) arguments[1]));
        return Fake.of(KeycloakSession.class, (method, arguments) -> switch (method) {
            case "getTransactionManager" -> transactions;
            case "users" -> users;
            default -> throw new UnsupportedOperationException(method);
        });
    }

    private static UserModel user(String id) {
        return switch (id) {
            case "nobody" -> null;
            case "service-account" -> Fake.of(UserModel.class, (method, arguments) -> "a-client");
            default -> Fake.of(UserModel.class, (method, arguments) -> null);
        };
    }
}
