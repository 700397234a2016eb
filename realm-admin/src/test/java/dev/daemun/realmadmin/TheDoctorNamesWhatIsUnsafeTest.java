package dev.daemun.realmadmin;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Each fault alone in the project's realm, which has none. */
class TheDoctorNamesWhatIsUnsafeTest {
    private static final String FLOW = "daemun first sign-in";

    @Test
    void theProjectsRealmIsHealthy() {
        assertThat(found(realm -> {})).isEmpty();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("faults")
    void isNamedAlone(String name, Consumer<ObjectNode> fault, String where, String reason) {
        List<Finding> findings = found(fault);
        assertThat(findings).hasSize(1);
        assertThat(findings.get(0).where()).isEqualTo(where);
        assertThat(findings.get(0).reason()).contains(reason);
        assertThat(findings.get(0).mend()).isNotBlank();
    }

    static Stream<Arguments> faults() {
        return Stream.of(
                fault("tls", realm -> realm.put("sslRequired", "NONE"), "realm", "in clear"),
                fault("guessing", realm -> realm.put("bruteForceProtected", false), "realm", "guessed"),
                fault("registration", realm -> realm.put("registrationAllowed", true), "realm", "somebody else's"),
                fault(
                        "mail",
                        realm -> {
                            realm.put("verifyEmail", true);
                            realm.remove("smtpServer");
                        },
                        "realm",
                        "no mail server"),
                fault("long token", realm -> realm.put("accessTokenLifespan", 301), "realm", "301 s"),
                fault("short token", realm -> realm.put("accessTokenLifespan", 29), "realm", "29 s"),
                fault(
                        "a client's long token",
                        realm -> attributes(realm, "sample-web-app").put("access.token.lifespan", "3600"),
                        "client sample-web-app",
                        "3600 s"),
                fault(
                        "a role manager's way to everything",
                        realm -> named(realm.at("/roles/realm"), "name", "shop-manager")
                                .withObject("/composites/client")
                                .putArray("realm-management")
                                .add("manage-realm"),
                        "admin permission sample-role-manager: roles",
                        "the role shop-manager, which carries realm-management/manage-realm"),
                fault(
                        "every role",
                        realm -> {
                            ObjectNode permission = new AdminPolicies(realm)
                                    .all().stream()
                                            .filter(one ->
                                                    one.path("name").asText().endsWith(": roles"))
                                            .findFirst()
                                            .orElseThrow();
                            permission.withObject("/config").put("resources", "[\"Roles\"]");
                        },
                        "admin permission sample-role-manager: roles",
                        "the role sample-role-manager, which carries realm-management/query-users"),
                fault("refresh", realm -> realm.put("revokeRefreshToken", false), "realm", "refresh token"),
                fault("offline", realm -> realm.put("offlineSessionMaxLifespanEnabled", false), "realm", "offline"),
                fault(
                        "signatures off",
                        realm -> config(realm, "google").put("validateSignature", "false"),
                        "identity provider google",
                        "signatures are not checked"),
                fault(
                        "signatures not said",
                        realm -> config(realm, "google").remove("validateSignature"),
                        "identity provider google",
                        "signatures are not checked"),
                fault(
                        "signatures without keys",
                        realm -> config(realm, "google").put("jwksUrl", ""),
                        "identity provider google",
                        "signatures are not checked"),
                fault(
                        "saml without signatures",
                        realm -> provider(realm, "google")
                                .put("providerId", "saml")
                                .putObject("config"),
                        "identity provider google",
                        "signatures are not checked"),
                fault(
                        "a provider in clear",
                        realm -> config(realm, "google").put("tokenUrl", "http://sso.example.com/token"),
                        "identity provider google",
                        "tokenUrl is an address in clear"),
                fault(
                        "automatic link",
                        realm -> steps(realm, FLOW + " - proof")
                                .addObject()
                                .put("authenticator", "idp-auto-link")
                                .put("requirement", "ALTERNATIVE")
                                .put("priority", 30),
                        "flow " + FLOW,
                        "nobody has verified"),
                fault(
                        "the first step of linking is gone",
                        realm -> steps(realm, FLOW).remove(0),
                        "flow " + FLOW,
                        "does not begin with"),
                fault(
                        "the first step of linking is off",
                        realm -> step(realm, FLOW, 0).put("requirement", "DISABLED"),
                        "flow " + FLOW,
                        "does not begin with"),
                fault(
                        "the first step of linking is late",
                        realm -> step(realm, FLOW, 0).put("priority", 15),
                        "flow " + FLOW,
                        "does not begin with"),
                fault(
                        "the last step of linking is off",
                        realm -> step(realm, FLOW, 3).put("requirement", "DISABLED"),
                        "flow " + FLOW,
                        "does not end with"),
                fault(
                        "the last step of linking is early",
                        realm -> step(realm, FLOW, 3).put("priority", 12),
                        "flow " + FLOW,
                        "does not end with"),
                fault(
                        "creation is required",
                        realm -> step(realm, FLOW + " - new or linked account", 0)
                                .put("requirement", "REQUIRED"),
                        "flow " + FLOW,
                        "missing or not ALTERNATIVE"),
                fault(
                        "creation is off, as the console adds it",
                        realm -> step(realm, FLOW + " - new or linked account", 0)
                                .put("requirement", "DISABLED"),
                        "flow " + FLOW,
                        "missing or not ALTERNATIVE"),
                fault(
                        "creation comes last",
                        realm -> step(realm, FLOW + " - new or linked account", 0)
                                .put("priority", 90),
                        "flow " + FLOW,
                        "comes after another alternative"),
                fault(
                        "Keycloak's creation is there too",
                        realm -> steps(realm, FLOW + " - new or linked account")
                                .addObject()
                                .put("authenticator", "idp-create-user-if-unique")
                                .put("requirement", "ALTERNATIVE")
                                .put("priority", 15),
                        "flow " + FLOW,
                        "Create User If Unique"),
                fault(
                        "no provider uses the flow",
                        realm -> {
                            realm.put("firstBrokerLoginFlow", "first broker login");
                            realm.path("identityProviders")
                                    .forEach(one ->
                                            ((ObjectNode) one).put("firstBrokerLoginFlowAlias", "first broker login"));
                        },
                        "flow " + FLOW,
                        "no identity provider uses it"),
                fault(
                        "a wildcard",
                        realm -> redirect(realm, "https://shop.example.com/*"),
                        "client sample-web-app",
                        "wildcard"),
                fault("a wildcard alone", realm -> redirect(realm, "*"), "client sample-web-app", "wildcard"),
                fault("a relative wildcard", realm -> redirect(realm, "/*"), "client sample-web-app", "wildcard"),
                fault(
                        "a redirect in clear",
                        realm -> redirect(realm, "http://shop.example.com/"),
                        "client sample-web-app",
                        "in clear"),
                fault(
                        "every origin",
                        realm -> client(realm, "sample-web-app")
                                .withArray("/webOrigins")
                                .add("*"),
                        "client sample-web-app",
                        "every website"),
                fault(
                        "no PKCE",
                        realm -> {
                            withoutPolicy(realm);
                            attributes(realm, "sample-web-app").remove("pkce.code.challenge.method");
                        },
                        "client sample-web-app",
                        "no PKCE"),
                fault(
                        "implicit flow",
                        realm -> {
                            withoutPolicy(realm);
                            client(realm, "sample-web-app").put("implicitFlowEnabled", true);
                        },
                        "client sample-web-app",
                        "implicit flow"),
                fault(
                        "password grant",
                        realm -> {
                            withoutPolicy(realm);
                            client(realm, "sample-web-app").put("directAccessGrantsEnabled", true);
                        },
                        "client sample-web-app",
                        "direct access grants"),
                fault(
                        "full scope",
                        realm -> client(realm, "sample-web-app").put("fullScopeAllowed", true),
                        "client sample-web-app",
                        "full scope"),
                fault(
                        "made in the console, so without at+jwt",
                        realm -> attributes(realm, "sample-web-app").remove("access.token.header.type.rfc9068"),
                        "client sample-web-app",
                        "at+jwt"),
                fault(
                        "birth date in a scope, as Keycloak's own profile has it",
                        realm -> birthDate(named(realm.path("clientScopes"), "name", "profile")),
                        "client scope profile",
                        "date of birth"),
                fault(
                        "birth date at a client",
                        realm -> birthDate(client(realm, "sample-web-app")),
                        "client sample-web-app",
                        "date of birth"),
                fault(
                        "a reader without its role",
                        realm -> named(realm.path("users"), "serviceAccountClientId", "api-gateway")
                                .remove("clientRoles"),
                        "client api-gateway",
                        "may not read it"),
                fault(
                        "a reader without the audience",
                        realm -> remove(client(realm, "api-gateway"), "defaultClientScopes", "revocation-feed"),
                        "client api-gateway",
                        "refuses its tokens"),
                fault(
                        "no role of readers",
                        realm -> realm.withObject("/roles/client").remove("revocation-feed"),
                        "client revocation-feed",
                        "no role read-withdrawals"));
    }

    private static Arguments fault(String name, Consumer<ObjectNode> fault, String where, String reason) {
        return Arguments.of(name, fault, where, reason);
    }

    @Test
    void whatIsOffIsNoDanger() {
        assertThat(found(realm -> {
                    config(realm, "google").put("validateSignature", "false");
                    provider(realm, "google").put("enabled", false);
                    redirect(realm, "*");
                    birthDate(client(realm, "sample-web-app"));
                    client(realm, "sample-web-app").put("enabled", false);
                }))
                .isEmpty();
    }

    @Test
    void anotherMachinesOwnAddressIsNoneInClear() {
        assertThat(found(realm -> redirect(realm, "http://localhost:3000/callback")))
                .isEmpty();
    }

    @Test
    void aMissingExtensionIsNamedWithItsUsers() {
        ObjectNode info = serverInfo(ProjectsRealm.onServer());
        assertThat(new ExtensionCheck(info).findings(ProjectsRealm.onServer())).isEmpty();
        ((ObjectNode) info.at("/providers/authenticator/providers")).remove("docker-http-basic-authenticator");
        ((ObjectNode) info.at("/providers/authenticator/providers")).remove("daemun-link-account");
        ((ObjectNode) info.at("/providers/social/providers")).remove("kakao");
        ((ObjectNode) info.at("/providers/protocol-mapper/providers")).remove("daemun-roles-mapper");
        ((ObjectNode) info.at("/providers/client-policy-executor/providers")).remove("daemun-access-token-type");
        info.withObject("/themes").putArray("login");
        assertThat(new ExtensionCheck(info).findings(ProjectsRealm.onServer()))
                .extracting(finding -> finding.where() + ": " + finding.reason())
                .containsExactlyInAnyOrder(
                        "flow " + FLOW + ": needs the extension daemun-link-account, which this Keycloak does not have",
                        "identity provider kakao: needs the extension kakao, which this Keycloak does not have",
                        "client profile daemun-baseline: needs the extension daemun-access-token-type, which this"
                                + " Keycloak does not have",
                        "token mapper roles: needs the extension daemun-roles-mapper, which this Keycloak does not have",
                        "realm: needs the theme daemun, which this Keycloak does not have");
    }

    @Test
    void theTextNamesTheMendAndWhatWasNotLookedAt() {
        Diagnosis diagnosis =
                new Diagnosis(List.of(new Finding("realm", "a reason", "a mend")), List.of("Keycloak's extensions"));
        assertThat(diagnosis.isHealthy()).isFalse();
        assertThat(diagnosis.text())
                .isEqualTo("! realm: a reason.\n    a mend.\nNot looked at, because this account may not: Keycloak's"
                        + " extensions.\n");
        assertThat(diagnosis.json().at("/findings/0/mend").asText()).isEqualTo("a mend");
    }

    private static List<Finding> found(Consumer<ObjectNode> fault) {
        ObjectNode realm = ProjectsRealm.onServer();
        fault.accept(realm);
        return Doctor.findings(realm);
    }

    /** A server that has all that the realm needs. */
    private static ObjectNode serverInfo(ObjectNode realm) {
        ObjectNode info = Json.object();
        provide(info, "authenticator", realm.path("authenticationFlows").findValuesAsText("authenticator"));
        provide(info, "protocol-mapper", realm.findValuesAsText("protocolMapper"));
        provide(info, "identity-provider-mapper", realm.findValuesAsText("identityProviderMapper"));
        provide(info, "client-policy-executor", realm.findValuesAsText("executor"));
        provide(info, "social", List.of("kakao", "naver", "google", "apple"));
        provide(info, "eventsListener", List.of("jboss-logging"));
        provide(info, "realm-restapi-extension", List.of("revocation-feed"));
        for (String type : List.of("login", "email")) {
            info.withObject("/themes").putArray(type).addObject().put("name", "daemun");
        }
        return info;
    }

    private static void provide(ObjectNode info, String spi, List<String> providers) {
        Set<String> names = new TreeSet<>(providers);
        ObjectNode of = info.withObject("/providers").putObject(spi).putObject("providers");
        names.forEach(of::putObject);
    }

    private static ObjectNode named(JsonNode list, String member, String name) {
        return Json.objects(list).stream()
                .filter(one -> one.path(member).asText().equals(name))
                .findFirst()
                .orElseThrow();
    }

    private static ObjectNode client(ObjectNode realm, String id) {
        return named(realm.path("clients"), "clientId", id);
    }

    private static ObjectNode attributes(ObjectNode realm, String id) {
        return client(realm, id).withObject("/attributes");
    }

    private static ObjectNode provider(ObjectNode realm, String alias) {
        return named(realm.path("identityProviders"), "alias", alias);
    }

    private static ObjectNode config(ObjectNode realm, String alias) {
        return provider(realm, alias).withObject("/config");
    }

    private static com.fasterxml.jackson.databind.node.ArrayNode steps(ObjectNode realm, String flow) {
        return named(realm.path("authenticationFlows"), "alias", flow).withArray("/authenticationExecutions");
    }

    private static ObjectNode step(ObjectNode realm, String flow, int index) {
        return (ObjectNode) steps(realm, flow).get(index);
    }

    private static void redirect(ObjectNode realm, String uri) {
        client(realm, "sample-web-app").putArray("redirectUris").add(uri);
    }

    private static void withoutPolicy(ObjectNode realm) {
        ((ObjectNode) realm.at("/clientPolicies/policies/0")).put("enabled", false);
    }

    private static void birthDate(ObjectNode owner) {
        owner.withArray("/protocolMappers")
                .addObject()
                .put("name", "birthdate")
                .put("protocolMapper", "oidc-usermodel-attribute-mapper")
                .putObject("config")
                .put("user.attribute", "birthdate")
                .put("access.token.claim", "true");
    }

    private static void remove(ObjectNode object, String list, String value) {
        object.withArray("/" + list).removeIf(one -> one.asText().equals(value));
    }
}
