package dev.daemun.realmadmin;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/** The account of this command has few rights, and says so before it begins what it can't end. */
class OnlyAnAdministratorMakesRoleManagersTest {
    private static List<String> gifts(Consumer<ObjectNode> change, boolean adminPermissions) {
        ObjectNode server = ProjectsRealm.onServer();
        change.accept(server);
        return AdministratorsRoles.thatOnlyAnAdministratorGives(
                Comparison.of(
                        RepresentationReader.readFile(ProjectsRealm.files()), RepresentationReader.readExport(server)),
                adminPermissions);
    }

    @Test
    void aNewRoleManagerNeedsOne() {
        assertThat(gifts(ProjectsRealm::removeRoleManager, true))
                .containsExactly("query-users to the role sample-role-manager");
    }

    @Test
    void soDoesTheAccountItself() {
        Consumer<ObjectNode> withoutRights = server -> Json.objects(server.path("users"))
                .forEach(user -> user.withObject("/clientRoles").remove("realm-management"));
        assertThat(gifts(withoutRights, true)).hasSize(4).contains("manage-realm to the client realm-admin");
        assertThat(gifts(withoutRights, false))
                .as("Keycloak lets it give what it has")
                .isEmpty();
    }

    @Test
    void nothingElseDoes() {
        assertThat(gifts(server -> {}, true)).isEmpty();
        assertThat(gifts(server -> server.putArray("scopeMappings"), true)).isEmpty();
        assertThat(gifts(server -> server.putArray("clientScopeMappings"), true))
                .isEmpty();
    }
}
