package dev.daemun.realmadmin;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Whoever may do everything and needs a password only, by whatever road they have the role. */
class AdministratorsWithoutASecondFactorAreNamedTest {
    /** What the realm master answers, by the path without its query; a path that Keycloak has and a test leaves out is empty. */
    private final Map<String, ArrayNode> master = new HashMap<>();

    @ParameterizedTest(name = "{0}, enabled {1}, in a directory {2}: named {3}")
    @CsvSource({
        "password,               true,  false, true",
        "password otp,           true,  false, false",
        "password webauthn,      true,  false, false",
        // Either of the two is enough to sign in.
        "password webauthn-passwordless, true, false, true",
        "webauthn-passwordless,  true,  false, false",
        // Codes for the day on which the second factor is lost, and no second factor is there.
        "password recovery-authn-codes, true, false, true",
        "password,               false, false, false",
        // A service account, and whoever signs in through another provider.
        "'',                     true,  false, false",
        "'',                     true,  true,  true",
        "otp,                    true,  true,  false"
    })
    void byWhatTheySignInWith(String credentials, boolean enabled, boolean fromDirectory, boolean named) {
        ObjectNode user = user("/roles/admin/users", "jiwoo", credentials);
        user.put("enabled", enabled);
        if (fromDirectory) {
            user.put("federationLink", "ldap");
        }
        assertThat(found(Set.of())).isEqualTo(named ? List.of("administrator jiwoo") : List.of());
    }

    @Test
    void whateverRoadTheyHaveTheRoleBy() {
        user("/roles/admin/users", "direct", "password");
        role("operators", "admin");
        role("night shift", "operators");
        role("readers", "view-something");
        user("/roles/operators/users", "by-a-role", "password");
        user("/roles/night%20shift/users", "by-a-role-in-a-role", "password");
        user("/roles/readers/users", "reader", "password");
        list("/roles/operators/groups").addObject().put("id", "g1");
        user("/groups/g1/members", "by-a-group", "password");
        list("/groups/g1/children").addObject().put("id", "g2");
        user("/groups/g2/members", "by-the-group-above", "password");
        assertThat(found(Set.of()))
                .containsExactly(
                        "administrator by-a-group",
                        "administrator by-a-role",
                        "administrator by-a-role-in-a-role",
                        "administrator by-the-group-above",
                        "administrator direct");
    }

    @Test
    void rolesThatContainEachOtherEnd() {
        role("one", "two", "admin");
        role("two", "one");
        user("/roles/two/users", "jiwoo", "password");
        assertThat(found(Set.of())).containsExactly("administrator jiwoo");
    }

    @Test
    void theFirstOneIsNamedOnceAndAsThat() {
        user("/roles/admin/users", "admin", "password");
        List<Finding> findings = findings(Set.of("admin"));
        assertThat(findings).hasSize(1);
        assertThat(findings.get(0).reason()).contains("for the first start only");
    }

    private List<String> found(Set<String> temporary) {
        return findings(temporary).stream().map(Finding::where).toList();
    }

    private List<Finding> findings(Set<String> temporary) {
        List<Administrator> administrators = new AdministratorSearch(this::answer).find();
        return new AdministratorCheck(administrators, temporary).findings(Json.object());
    }

    private JsonNode answer(String path) {
        return list(path.replaceFirst("\\?.*", ""));
    }

    private ArrayNode list(String path) {
        return master.computeIfAbsent(path, any -> Json.MAPPER.createArrayNode());
    }

    private void role(String name, String... contents) {
        list("/roles").addObject().put("name", name).put("composite", true);
        for (String one : contents) {
            list("/roles/" + name.replace(" ", "%20") + "/composites/realm")
                    .addObject()
                    .put("name", one);
        }
    }

    private ObjectNode user(String path, String name, String credentials) {
        for (String type : credentials.split(" ", -1)) {
            if (!type.isEmpty()) {
                list("/users/id-of-" + name + "/credentials").addObject().put("type", type);
            }
        }
        return list(path)
                .addObject()
                .put("id", "id-of-" + name)
                .put("username", name)
                .put("enabled", true);
    }
}
