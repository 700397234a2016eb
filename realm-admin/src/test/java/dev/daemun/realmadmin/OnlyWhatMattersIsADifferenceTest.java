package dev.daemun.realmadmin;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.TreeSet;
import java.util.UUID;
import java.util.function.Consumer;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Compares the project's realm with what a server might say of it. */
class OnlyWhatMattersIsADifferenceTest {
    private static final String SECRET = "never-shown-0123456789";

    private static Plan plan(ObjectNode files, ObjectNode server) {
        RealmObjects wanted = RepresentationReader.readFile(files);
        // A server has all that Keycloak adds.
        RealmObjects found = RepresentationReader.readExport(server, wanted);
        return new Plan(Comparison.of(wanted, found), new TreeSet<>(found.notCovered()));
    }

    private static Plan after(Consumer<ObjectNode> change) {
        ObjectNode server = ProjectsRealm.onServer();
        change.accept(server);
        return plan(ProjectsRealm.files(), server);
    }

    private static ObjectNode named(JsonNode list, String member, String name) {
        return Json.objects(list).stream()
                .filter(one -> one.path(member).asText().equals(name))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void whatWasImportedIsNoDifference() {
        assertThat(after(server -> {}).summary()).isEmpty();
    }

    @RepeatedTest(20)
    void idsAndOrderAreNoDifference(RepetitionInfo repetition) {
        Random random = new Random(repetition.getCurrentRepetition());
        assertThat(after(server -> {
                            List.of("clients", "clientScopes", "groups", "identityProviders", "scopeMappings", "users")
                                    .forEach(list -> rename(server.path(list), random));
                            shuffle(server, random);
                        })
                        .summary())
                .isEmpty();
    }

    private static void rename(JsonNode list, Random random) {
        Json.objects(list).forEach(one -> one.put("id", new UUID(random.nextLong(), random.nextLong()).toString()));
    }

    /** Except where Keycloak itself goes by the order. */
    private static void shuffle(JsonNode node, Random random) {
        if (node instanceof ArrayNode array) {
            List<JsonNode> elements = new ArrayList<>();
            array.forEach(elements::add);
            if (elements.stream().noneMatch(one -> one.has("executor") || one.has("condition"))) {
                Collections.shuffle(elements, random);
            }
            array.removeAll().addAll(elements);
        }
        node.forEach(inner -> shuffle(inner, random));
    }

    /** Keycloak names the roles of a permission by ids, which differ from server to server. */
    @Test
    void aPermissionIsForTheSameRolesWhateverTheirIds() {
        assertThat(after(server -> Json.objects(server.at("/roles/realm")).stream()
                                .filter(role -> role.has("id"))
                                .forEach(role -> {
                                    ObjectNode permission = permission(server);
                                    String id = role.path("id").asText();
                                    String other =
                                            new StringBuilder(id).reverse().toString();
                                    permission.put(
                                            "resources",
                                            permission
                                                    .path("resources")
                                                    .asText()
                                                    .replace(id, other));
                                    role.put("id", other);
                                }))
                        .summary())
                .isEmpty();
    }

    @Test
    void aPermissionForMoreIsADifference() {
        assertThat(after(server -> permission(server).put("resources", "[\"Roles\"]"))
                        .summary())
                .containsExactly("admin permission sample-role-manager: roles: config/resources changed");
        assertThat(after(server -> permission(server).put("scopes", "[\"map-role\",\"map-role-composite\"]"))
                        .text())
                .contains("config/scopes: [\"map-role\",\"map-role-composite\"] -> [\"map-role\"]");
    }

    @Test
    void aPermissionOfSomebodyElseIsNamed() {
        assertThat(after(server -> ((ArrayNode)
                                        client(server, AdminPolicies.CLIENT).at("/authorizationSettings/policies"))
                                .addObject()
                                .put("name", "by hand")
                                .put("type", "scope")
                                .putObject("config")
                                .put("scopes", "[\"manage\"]"))
                        .summary())
                .containsExactly("admin permission by hand: foreign");
    }

    private static ObjectNode permission(ObjectNode server) {
        return new AdminPolicies(server)
                .all().stream()
                        .filter(one -> one.path("name").asText().endsWith(": roles"))
                        .findFirst()
                        .orElseThrow()
                        .withObject("/config");
    }

    private static ObjectNode client(ObjectNode server, String clientId) {
        return named(server.path("clients"), "clientId", clientId);
    }

    @Test
    void aMaskedOrRotatedSecretIsNoDifferenceAndIsNeverShown() {
        Plan plan = after(server -> {
            named(server.path("clients"), "clientId", "api-gateway").put("secret", Secrets.MASK);
            named(server.path("identityProviders"), "alias", "google")
                    .withObject("/config")
                    .put("clientSecret", Secrets.MASK);
            named(server.path("identityProviders"), "alias", "kakao")
                    .withObject("/config")
                    .put("adminKey", "rotated-" + SECRET);
            server.withObject("/smtpServer").put("password", Secrets.MASK);
        });
        assertThat(plan.summary()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"clientSecret", "adminKey"})
    void aSecretThatIsMissingIsNamedAndNotShown(String setting) {
        Plan plan = after(server -> named(server.path("identityProviders"), "alias", "kakao")
                .withObject("/config")
                .remove(setting));
        assertThat(plan.summary()).containsExactly("identity provider kakao: config/" + setting + " changed");
        assertThat(plan.text() + plan.json()).contains(Secrets.MASK).doesNotContain(SECRET);
    }

    @Test
    void aTextThatIsCalledPasswordIsNoSecret() {
        ObjectNode files = ProjectsRealm.files();
        ObjectNode server = ProjectsRealm.onServer();
        files.withObject("/localizationTexts/ko").put("password", "비밀번호");
        server.withObject("/localizationTexts/ko").put("password", "바꿈");
        assertThat(plan(files, server).summary()).containsExactly("localisation ko: password changed");
    }

    @Test
    void aWholeObjectOfSecretsIsNotShown() {
        Plan plan = after(server -> server.remove("smtpServer"));
        assertThat(plan.summary()).containsExactly("realm: smtpServer changed");
        assertThat(plan.text() + plan.json()).contains("mail.example.com").doesNotContain(SECRET);
    }

    /** A flow is too large for one line. */
    @Test
    void theStepsOfAFlowAreReadable() {
        Plan plan = after(server -> {
            JsonNode proof = named(server.path("authenticationFlows"), "alias", "daemun first sign-in - proof");
            named(proof.path("authenticationExecutions"), "authenticator", "idp-email-verification")
                    .put("requirement", "DISABLED");
        });
        assertThat(plan.text())
                .contains("\n        REQUIRED idp-review-profile {\"update.profile.on.first.login\":\"missing\"}\n")
                .contains("\n              DISABLED idp-email-verification\n", "\n      ->\n")
                .contains("\n              ALTERNATIVE idp-email-verification\n");
    }

    @Test
    void whatTheFilesOnceMadeIsToldFromWhatOthersMade() {
        Plan plan = after(server -> {
            server.withArray("clients")
                    .addObject()
                    .put("clientId", "once")
                    .putObject("attributes")
                    .put("daemun.managed", "true");
            server.withArray("clients").addObject().put("clientId", "by-hand");
        });
        assertThat(plan.summary()).containsExactly("client by-hand: foreign", "client once: left over");
    }

    /** Whatever is changed on the server, the plan contains exactly what brings it back. */
    @RepeatedTest(200)
    void whatThePlanSaysBringsTheServerToTheFiles(RepetitionInfo repetition) {
        Random random = new Random(repetition.getCurrentRepetition());
        RealmObjects wanted = RepresentationReader.readFile(ProjectsRealm.files());
        ObjectNode server = ProjectsRealm.onServer();
        int changes = 1 + random.nextInt(8);
        for (int i = 0; i < changes; i++) {
            RandomChange.at(server, random);
        }
        RealmObjects found = RepresentationReader.readExport(server);
        for (Difference difference : Comparison.of(wanted, found)) {
            switch (difference.what()) {
                case MISSING -> found.objects().put(difference.name(), difference.wanted());
                case FOREIGN, LEFT_OVER -> found.objects().remove(difference.name());
                case CHANGED -> {
                    ObjectNode content = difference.found().deepCopy();
                    difference.details().forEach(detail -> carryOut(content, detail));
                    found.objects().put(difference.name(), content);
                }
            }
        }
        assertThat(Comparison.of(wanted, found)).isEmpty();
    }

    private static void carryOut(ObjectNode content, Detail detail) {
        ObjectNode parent = content;
        for (String name : detail.path().subList(0, detail.path().size() - 1)) {
            parent = (ObjectNode) parent.get(name);
        }
        String last = detail.path().get(detail.path().size() - 1);
        if (detail.wanted().isMissingNode()) {
            parent.remove(last);
        } else {
            parent.set(last, detail.wanted());
        }
    }
}
