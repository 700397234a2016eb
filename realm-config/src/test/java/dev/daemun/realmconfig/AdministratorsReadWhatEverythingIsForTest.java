package dev.daemun.realmconfig;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** In the admin console each role, group and client of the realm has a description in plain words. */
class AdministratorsReadWhatEverythingIsForTest {
    @Test
    void ofEachRoleGroupAndClient() {
        JsonNode realm = Joined.files(RealmFiles.builtIn(), "samples");
        List<JsonNode> described = new ArrayList<>();
        realm.path("roles").path("realm").forEach(described::add);
        realm.path("roles").path("client").forEach(roles -> roles.forEach(described::add));
        realm.path("groups").forEach(described::add);
        realm.path("clients").forEach(described::add);
        // Keycloak makes this one, and takes nothing of it from a file but the permissions.
        described.removeIf(one -> one.path("clientId").asText().equals(AdminPermissions.CLIENT));
        assertThat(described)
                .hasSizeGreaterThan(20)
                .allSatisfy(one -> assertThat(one.path("description").asText())
                        .as(one.path("name").asText() + one.path("clientId").asText())
                        // Keycloak's own placeholders, such as ${role_view-profile}, are shown as they are in some
                        // places.
                        .matches("[A-Z][^$]{15,}\\."));
    }
}
