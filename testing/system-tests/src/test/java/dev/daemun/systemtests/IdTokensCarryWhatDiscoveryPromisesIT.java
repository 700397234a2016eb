package dev.daemun.systemtests;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.microsoft.playwright.Page;
import dev.daemun.localplatform.CodeFlow;
import dev.daemun.localplatform.Pkce;
import jakarta.ws.rs.core.Response;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.keycloak.admin.client.CreatedResponseUtil;
import org.keycloak.admin.client.resource.RealmResource;
import org.keycloak.representations.idm.CredentialRepresentation;
import org.keycloak.representations.idm.UserRepresentation;

/** The realm has client scopes of its own, and must not lose on the way what OpenID Connect and a plain realm have. */
@NeedsBrowser
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@ResourceLock(KeycloakWithStandIns.LOCK)
class IdTokensCarryWhatDiscoveryPromisesIT {
    private static final String PLAIN = "plain";
    private static final String PASSWORD = "a long test password";

    private final KeycloakWithStandIns platform = KeycloakWithStandIns.shared();
    private SignedIn here;
    private SignedIn plain;

    @BeforeAll
    void somebodySignsInToBoth() {
        platform.createBareRealm(PLAIN);
        here = signIn("daemun");
        plain = signIn(PLAIN);
    }

    @AfterAll
    void withoutAPlainRealm() {
        platform.admin.realm(PLAIN).remove();
        platform.realm().users().get(here.user).remove();
    }

    @Test
    void whoAsksForTheAgeOfASignInGetsItsTime() {
        // OpenID Connect Core section 2: with max_age, auth_time is required.
        assertThat(here.idToken.number("auth_time")).isPositive().isLessThanOrEqualTo(here.idToken.number("iat"));
        assertThat(here.idToken.text("acr"))
                .isEqualTo(plain.idToken.text("acr"))
                .isNotBlank();
    }

    @Test
    void eachClaimThatDiscoveryNamesComesToWhoAsksForIt() {
        Set<String> sent = new TreeSet<>(here.idToken.names());
        here.userInfo.fieldNames().forEachRemaining(sent::add);
        assertThat(sent).containsAll(Claims.texts(here.discovery.path("claims_supported")));
    }

    @Test
    void whatAPlainRealmSaysOfAPersonIsSaidHereToo() {
        assertThat(here.idToken.names()).containsAll(plain.idToken.names());
        assertThat(names(here.userInfo)).containsAll(names(plain.userInfo));
    }

    @Test
    void eachScopeThatDiscoveryNamesIsThere() {
        Set<String> scopes = new TreeSet<>(List.of("openid"));
        platform.realm().clientScopes().findAll().forEach(scope -> scopes.add(scope.getName()));
        assertThat(Claims.texts(here.discovery.path("scopes_supported"))).isSubsetOf(scopes);
    }

    private SignedIn signIn(String realmName) {
        RealmResource realm = platform.admin.realm(realmName);
        CredentialRepresentation password = new CredentialRepresentation();
        password.setType(CredentialRepresentation.PASSWORD);
        password.setValue(PASSWORD);
        UserRepresentation user = new UserRepresentation();
        user.setUsername("discovered");
        user.setEmail("discovered@example.com");
        user.setFirstName("Ari");
        user.setLastName("Kim");
        user.setEnabled(true);
        user.setCredentials(List.of(password));
        String id;
        try (Response created = realm.users().create(user)) {
            id = CreatedResponseUtil.getCreatedId(created);
        }
        String issuer = platform.keycloak.url() + "/realms/" + realmName;
        CodeFlow flow =
                new CodeFlow(issuer, "sample-web-app", TestRealm.webApp(platform.ports) + "/", "openid profile email");
        Pkce pkce = Pkce.random();
        try (Browser browser = platform.browser();
                CallbackServer webApp = new CallbackServer(platform.ports.webApp())) {
            Page page = browser.page();
            page.navigate(flow.authorizationRequest(pkce) + "&max_age=3600&nonce=a-nonce");
            page.locator("#username").fill("discovered");
            page.locator("#password").fill(PASSWORD);
            page.locator("#kc-login").click();
            CodeFlow.Tokens tokens = flow.exchange(webApp.parameter("code"), pkce);
            return new SignedIn(
                    id,
                    Claims.of(tokens.idToken()),
                    Call.to(issuer + "/protocol/openid-connect/userinfo")
                            .bearer(tokens.accessToken())
                            .get()
                            .json(),
                    Call.to(issuer + "/.well-known/openid-configuration").get().json());
        }
    }

    private static List<String> names(JsonNode json) {
        return json.propertyStream().map(claim -> claim.getKey()).toList();
    }

    private record SignedIn(String user, Claims idToken, JsonNode userInfo, JsonNode discovery) {}
}
