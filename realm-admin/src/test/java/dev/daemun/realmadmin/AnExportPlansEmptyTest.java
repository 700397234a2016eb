package dev.daemun.realmadmin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.daemun.realmconfig.Mode;
import dev.daemun.realmconfig.RealmConfig;
import dev.daemun.realmconfig.RealmConfigException;
import dev.daemun.realmconfig.RealmFiles;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** The files that an export writes say what the server has, and nothing that only this server may know. */
class AnExportPlansEmptyTest {
    private static ObjectNode joined(RealmExport export) {
        Map<String, String> variables = new HashMap<>();
        export.variables().forEach(name -> variables.put(name, "never-shown-0123456789"));
        return (ObjectNode) RealmConfig.realm(RealmFiles.of(export.texts()), variables, Mode.PRODUCTION);
    }

    private static void assertPlansEmpty(ObjectNode server) {
        RealmObjects wanted = RepresentationReader.readFile(joined(RealmExport.of(server)));
        RealmObjects found = RepresentationReader.readExport(server);
        assertThat(new Plan(Comparison.of(wanted, found), found.notCovered()).summary())
                .isEmpty();
    }

    @Test
    void ofTheProjectsRealm() {
        assertPlansEmpty(ProjectsRealm.onServer());
    }

    /** Some changes leave a name that nothing has, as no server does: the files are refused then. */
    @Test
    void ofRealmsThatWereChangedAtRandom() {
        int compared = 0;
        for (int seed = 0; seed < 100; seed++) {
            Random random = new Random(seed);
            ObjectNode server = ProjectsRealm.onServer();
            int changes = 1 + random.nextInt(8);
            for (int i = 0; i < changes; i++) {
                RandomChange.at(server, random);
            }
            try {
                joined(RealmExport.of(server));
            } catch (RealmConfigException e) {
                assertThat(e.problems()).as("seed %d", seed).allMatch(problem -> problem.contains("no file defines"));
                continue;
            }
            assertPlansEmpty(server);
            compared++;
        }
        assertThat(compared).isGreaterThan(40);
    }

    /** Otherwise the test above would say nothing of a kind that chance never reaches. */
    @Test
    void thatChangesAtRandomReachEachKind() {
        RealmObjects before = RepresentationReader.readExport(ProjectsRealm.onServer());
        Set<Kind> reached = EnumSet.noneOf(Kind.class);
        for (int seed = 0; seed < 500 && reached.size() < Kind.values().length; seed++) {
            ObjectNode server = ProjectsRealm.onServer();
            Random random = new Random(seed);
            for (int i = 0; i < 8; i++) {
                RandomChange.at(server, random);
            }
            Comparison.of(before, RepresentationReader.readExport(server))
                    .forEach(difference -> reached.add(difference.name().kind()));
        }
        assertThat(reached).containsExactlyInAnyOrder(Kind.values());
    }

    @Test
    void twoExportsAreTheSameTexts() {
        ObjectNode server = ProjectsRealm.onServer();
        assertThat(RealmExport.of(server).texts())
                .isEqualTo(RealmExport.of(server.deepCopy()).texts());
    }

    @Test
    void itContainsNoSecretAndNoId() {
        ObjectNode server = ProjectsRealm.onServer();
        server.put("id", "the-id-of-the-realm");
        ((ObjectNode) server.path("clients").get(0)).put("id", "the-id-of-a-client");
        server.withObject("/smtpServer").put("password", Secrets.MASK);
        RealmExport export = RealmExport.of(server);
        assertThat(export.texts().toString())
                .doesNotContain("never-shown", Secrets.MASK, "the-id-of", "daemun.managed");
        assertThat(export.variables())
                .contains(
                        "DAEMUN_API_GATEWAY_CLIENT_SECRET",
                        "DAEMUN_GOOGLE_PROVIDER_CLIENT_SECRET",
                        "DAEMUN_KAKAO_PROVIDER_ADMIN_KEY",
                        "DAEMUN_SMTP_PASSWORD");
    }

    @Test
    void noTwoSecretsShareAVariable() {
        ObjectNode server = ProjectsRealm.onServer();
        for (String id : new String[] {"a.b", "a-b", "A_B"}) {
            server.withArray("/clients").addObject().put("clientId", id).put("secret", Secrets.MASK);
        }
        assertThat(RealmExport.of(server).variables())
                .contains("DAEMUN_A_B_CLIENT_SECRET", "DAEMUN_A_B_CLIENT_2_SECRET", "DAEMUN_A_B_CLIENT_3_SECRET");
    }

    @Test
    void aTextThatIsCalledPasswordIsNoSecret() {
        ObjectNode server = ProjectsRealm.onServer();
        server.withObject("/localizationTexts")
                .withObject("/ko")
                .put("password", "비밀번호")
                .put("name", "이름");
        assertThat(RealmExport.of(server).texts().get("texts.json")).contains("\"password\" : \"비밀번호\"");
    }

    /** Keycloak takes such names inside a flow, and files with them are refused. */
    @Test
    void ofARealmWithNamesThatNoFileCanHave() {
        ObjectNode server = ProjectsRealm.onServer();
        for (ObjectNode flow : Json.objects(server.path("authenticationFlows"))) {
            rename(flow, "alias");
            Json.objects(flow.path("authenticationExecutions")).forEach(step -> {
                rename(step, "flowAlias");
                rename(step, "authenticatorConfig");
            });
        }
        Json.objects(server.path("authenticatorConfig")).forEach(config -> rename(config, "alias"));
        assertThat(server.toString())
                .contains("daemun after a provider: password", "daemun after a provider: says why");
        assertPlansEmpty(server);
    }

    private static void rename(ObjectNode object, String member) {
        if (object.path(member).asText().startsWith("daemun after a provider - ")) {
            object.put(member, object.path(member).asText().replace(" - ", ": "));
        }
    }

    /** A client names a flow by its id, also one of Keycloak's own that nobody has changed. */
    @Test
    void aFlowThatAClientChoosesKeepsItsId() {
        ObjectNode server = ProjectsRealm.onServer();
        Json.objects(server.path("authenticationFlows"))
                .forEach(flow -> flow.put("id", "id of " + flow.path("alias").asText()));
        ((ObjectNode) server.path("clients").get(0))
                .putObject("authenticationFlowBindingOverrides")
                .put("browser", "id of browser");
        assertThat(RealmExport.of(server).texts().get("flows.json"))
                .contains("id of browser")
                .doesNotContain("id of clients");
        assertPlansEmpty(server);
    }

    @Test
    void aSettingThatKeycloakSaysTwiceIsNotMadeEmpty() {
        assertThat(RealmExport.of(ProjectsRealm.onServer()).texts().get("settings.json"))
                .doesNotContain("oauth2DeviceCodeLifespan", ": \"\"", ": null");
    }

    /** The files' policy gives a new client the type at+jwt, and these clients were there without it. */
    @Test
    void aClientThatHasNotTheTokenTypeOfNewOnesStaysAsItIs() {
        ObjectNode server = ProjectsRealm.onServer();
        Json.objects(server.path("clients"))
                .forEach(client -> client.withObject("/attributes").remove(TokenCheck.TYPE));
        assertPlansEmpty(server);
    }

    @Test
    void itLeavesOutWhatKeycloakSetsByItself() {
        Map<String, String> texts = RealmExport.of(ProjectsRealm.onServer()).texts();
        assertThat(texts.get("settings.json"))
                .contains("\"realm\"")
                .doesNotContain("otpPolicyDigits", "ssoSessionIdle");
        assertThat(texts.get("flows.json"))
                .contains("daemun first sign-in")
                .doesNotContain("docker-http-basic-authenticator", "requiredActions");
    }

    @Test
    void textThatLooksLikeAVariableStaysText() {
        ObjectNode server = ProjectsRealm.onServer();
        String text = "a ${DAEMUN_KAKAO_CLIENT_ID} b $${x} c ${unclosed";
        server.put("displayNameHtml", text);
        JsonNode google = Json.objects(server.path("identityProviders")).stream()
                .filter(one -> one.path("alias").asText().equals("google"))
                .findFirst()
                .orElseThrow();
        ((ObjectNode) google.path("config")).put("clientSecret", "${vault.google}");
        RealmExport export = RealmExport.of(server);
        assertThat(joined(export).path("displayNameHtml").asText()).isEqualTo(text);
        assertThat(export.texts().get("providers.json")).contains("${vault.google}");
    }

    @Test
    void anUnfinishedApplyIsEndedFirst() {
        ObjectNode server = ProjectsRealm.onServer();
        server.withArray("/authenticationFlows")
                .addObject()
                .put("alias", "daemun first sign-in" + Flows.STAGED)
                .put("topLevel", true);
        assertThatThrownBy(() -> RealmExport.of(server)).hasMessageContaining("run apply once more");
    }
}
