package dev.daemun.systemtests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Clock;
import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Goes to and fro between two versions of the files, each of which opens something that the other one closes. After each
 * single change the realm allows nothing that neither version allows, and whoever is cut off there can begin again.
 */
@ResourceLock(KeycloakWithStandIns.LOCK)
class AnApplyThatIsCutOffOpensNothingIT {
    private static final AdministeredRealm REALM = AdministeredRealm.create(KeycloakWithStandIns.shared());

    /** Goes on from test to test, as locks do that were left behind. */
    private static Duration passed = Duration.ZERO;

    @AfterAll
    static void remove() {
        REALM.close();
    }

    /** What changes together, in parts: the more there is in one, the more often all of it is done again. */
    enum Part {
        CLIENTS,
        ROLES_AND_RULES,
        PROVIDERS_AND_FLOWS;

        void change(ObjectNode files) {
            switch (this) {
                case CLIENTS -> changeClients(files);
                case ROLES_AND_RULES -> changeRolesAndRules(files);
                case PROVIDERS_AND_FLOWS -> changeProvidersAndFlows(files);
            }
        }
    }

    @Test
    void afterEachChangeThereIsNothingThatNeitherVersionAllows() {
        ObjectNode before = before();
        ObjectNode after = before();
        for (Part part : Part.values()) {
            part.change(after);
        }
        apply(before, () -> {});
        Set<String> allowed = new HashSet<>(allowed());
        apply(after, () -> {});
        Set<String> changed = allowed();
        assertThat(changed).isNotEqualTo(allowed);
        allowed.addAll(changed);
        Runnable look = () ->
                assertThat(allowed()).filteredOn(one -> !allowed.contains(one)).isEmpty();
        assertThat(apply(before, look)).isGreaterThan(40);
        assertThat(apply(after, look)).isGreaterThan(40);
    }

    @ParameterizedTest
    @EnumSource
    void whereverItIsCutOffItCanBeRunAgain(Part part) {
        ObjectNode before = before();
        ObjectNode after = before();
        part.change(after);
        apply(before, () -> {});
        int changes = apply(after, () -> {});
        Set<String> changed = allowed();
        assertThat(changes).isGreaterThan(10);
        for (int cut = 1; cut < changes; cut++) {
            apply(before, () -> {});
            cutOff(after, cut);
            apply(after, () -> {});
            assertThat(allowed()).as("after the cut at %d", cut).isEqualTo(changed);
        }
        assertThat(apply(after, () -> {})).as("once more").isZero();
    }

    private static void cutOff(JsonNode files, int changes) {
        try (CutConnection cut = CutConnection.after(REALM.url, changes)) {
            assertThatThrownBy(() -> REALM.with(cut.keycloak, files, clock()).apply(true))
                    .as("cut off after %d", changes)
                    .hasStackTraceContaining("cut off");
        }
        // The lock of the one that was cut off has to run out.
        passed = passed.plusMinutes(3);
    }

    private static int apply(JsonNode files, Runnable afterEachChange) {
        try (CutConnection whole = CutConnection.watched(REALM.url, afterEachChange)) {
            assertThat(REALM.with(whole.keycloak, files, clock()).apply(true).summary())
                    .isEmpty();
            return whole.changes();
        }
    }

    private static Set<String> allowed() {
        return Openness.of(REALM.resource()).allowed();
    }

    private static Clock clock() {
        return Clock.offset(Clock.systemUTC(), passed);
    }

    /** The project's files, with a flow that has all that a flow can have and is small. */
    private static ObjectNode before() {
        ObjectNode files = REALM.files();
        ObjectNode flow = flow(files, "small", true);
        step(flow, "idp-review-profile", "REQUIRED", 10).put("authenticatorConfig", "small setting");
        flow.withArray("authenticationExecutions")
                .addObject()
                .put("authenticatorFlow", true)
                .put("flowAlias", "small proof")
                .put("requirement", "REQUIRED")
                .put("priority", 20);
        step(flow(files, "small proof", false), "idp-confirm-link", "REQUIRED", 10);
        files.withArray("authenticatorConfig")
                .addObject()
                .put("alias", "small setting")
                .putObject("config")
                .put("update.profile.on.first.login", "missing");
        named(files.path("identityProviders"), "alias", "google").put("firstBrokerLoginFlowAlias", "small");
        return files;
    }

    private static ObjectNode flow(ObjectNode files, String alias, boolean topLevel) {
        return files.withArray("authenticationFlows")
                .addObject()
                .put("alias", alias)
                .put("providerId", "basic-flow")
                .put("topLevel", topLevel)
                .put("builtIn", false);
    }

    private static ObjectNode step(ObjectNode flow, String authenticator, String requirement, int priority) {
        return flow.withArray("authenticationExecutions")
                .addObject()
                .put("authenticator", authenticator)
                .put("requirement", requirement)
                .put("priority", priority);
    }

    /** One that is opened wide and given less, one that goes, one that comes, and one that is switched off. */
    private static void changeClients(ObjectNode files) {
        ObjectNode webApp = named(files.path("clients"), "clientId", "sample-web-app");
        webApp.putArray("redirectUris").add("https://elsewhere.example.com/");
        webApp.putArray("optionalClientScopes").add("another-scope");
        remove(files, "clients", "clientId", "sample-api-docs");
        ObjectNode report = named(files.path("clients"), "clientId", "sample-order-report");
        ObjectNode added = report.deepCopy();
        report.put("enabled", false);
        added.put("clientId", "second-report").put("secret", "the-secret-of-the-second-report");
        added.putArray("defaultClientScopes").add("basic").add("another-scope");
        files.withArray("clients").add(added);
        ObjectNode scope = named(files.path("clientScopes"), "name", "sample-resource-service")
                .deepCopy();
        files.withArray("clientScopes").add(scope.put("name", "another-scope"));
        files.withArray("scopeMappings")
                .addObject()
                .put("clientScope", "another-scope")
                .putArray("roles")
                .add("order-manager");
        files.withArray("users")
                .addObject()
                .put("username", "service-account-second-report")
                .put("enabled", true)
                .put("serviceAccountClientId", "second-report")
                .putArray("realmRoles")
                .add("order-manager");
        named(files.path("users"), "serviceAccountClientId", "sample-order-report")
                .putArray("realmRoles");
    }

    /** Roles that contain others and no longer do, groups, the realm's own settings, and what every client keeps to. */
    private static void changeRolesAndRules(ObjectNode files) {
        files.withArray("/roles/realm")
                .addObject()
                .put("name", "auditor")
                .putObject("composites")
                .putArray("realm")
                .add("order-manager");
        named(files.path("roles").path("realm"), "name", "shop-manager")
                .withObject("/composites")
                .putArray("realm")
                .add("auditor");
        ((ObjectNode) files.path("groups").get(0)).putArray("realmRoles").add("auditor");
        files.withArray("groups")
                .addObject()
                .put("name", "auditors")
                .putArray("realmRoles")
                .add("auditor");
        changeRoleManagers(files);
        files.put("registrationAllowed", true);
        files.put("bruteForceProtected", false);
        files.put("accessTokenLifespan", 60);
        files.put("rememberMe", false);
        ((ObjectNode) files.path("clientProfiles").path("profiles").get(0))
                .withArray("executors")
                .addObject()
                .put("executor", "secure-session")
                .putObject("configuration");
    }

    /** One may give another role than before, and one comes. */
    private static void changeRoleManagers(ObjectNode files) {
        ArrayNode policies = (ArrayNode)
                named(files.path("clients"), "clientId", "admin-permissions").at("/authorizationSettings/policies");
        named(policies, "name", "sample-role-manager").withObject("/config").put("roles", "[{\"id\":\"auditor\"}]");
        named(policies, "name", "sample-role-manager: roles")
                .withObject("/config")
                .put("resources", "[\"" + role(files, "member").path("id").asText() + "\"]");
        ObjectNode policy = named(policies, "name", "sample-role-manager").deepCopy();
        policies.add(policy.put("name", "auditors"));
        ObjectNode people =
                named(policies, "name", "sample-role-manager: people").deepCopy();
        people.withObject("/config").put("applyPolicies", "[\"auditors\"]").put("scopes", "[\"view\"]");
        policies.add(people.put("name", "auditors: people"));
    }

    private static ObjectNode role(ObjectNode files, String name) {
        return named(files.path("roles").path("realm"), "name", name);
    }

    /** A provider of which three parts change together, one that goes, and the flow that both versions bind. */
    private static void changeProvidersAndFlows(ObjectNode files) {
        ObjectNode google = named(files.path("identityProviders"), "alias", "google");
        google.put("trustEmail", false).withObject("/config").put("hostedDomain", "*");
        named(files.path("identityProviderMappers"), "identityProviderAlias", "google")
                .withObject("/config")
                .put("template", "g-${CLAIM.sub}");
        ObjectNode locale = files.withArray("identityProviderMappers").addObject();
        locale.put("name", "locale")
                .put("identityProviderAlias", "google")
                .put("identityProviderMapper", "oidc-user-attribute-idp-mapper")
                .putObject("config")
                .put("claim", "locale")
                .put("user.attribute", "locale")
                .put("syncMode", "IMPORT");
        remove(files, "identityProviders", "alias", "kakao");
        remove(files, "identityProviderMappers", "identityProviderAlias", "kakao");
        step(
                named(files.path("authenticationFlows"), "alias", "small proof"),
                "idp-email-verification",
                "REQUIRED",
                20);
    }

    private static ObjectNode named(JsonNode list, String member, String name) {
        for (JsonNode one : list) {
            if (one.path(member).asText().equals(name)) {
                return (ObjectNode) one;
            }
        }
        throw new IllegalArgumentException(name);
    }

    private static void remove(ObjectNode files, String list, String member, String name) {
        files.withArray(list).removeIf(one -> one.path(member).asText().equals(name));
    }
}
