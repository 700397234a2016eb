package dev.daemun.systemtests;

import static org.assertj.core.api.Assertions.assertThat;

import dev.daemun.localplatform.CodeFlow;
import jakarta.ws.rs.core.Response;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.keycloak.admin.client.CreatedResponseUtil;
import org.keycloak.admin.client.Keycloak;
import org.keycloak.admin.client.resource.RealmResource;
import org.keycloak.representations.idm.ClientRepresentation;
import org.keycloak.representations.idm.CredentialRepresentation;
import org.keycloak.representations.idm.FederatedIdentityRepresentation;
import org.keycloak.representations.idm.IdentityProviderRepresentation;
import org.keycloak.representations.idm.RealmRepresentation;
import org.keycloak.representations.idm.UserRepresentation;

/**
 * Where a failed statement spoils the whole transaction: what comes after a broken constraint must not need the database. The
 * provider is another realm of the same Keycloak.
 */
@NeedsBrowser
@ResourceLock(KeycloakOnPostgresql.LOCK)
class OneIdentityIsOneAccountOnPostgresqlIT {
    private static final String UPSTREAM = "upstream";
    private static final String SECRET = "the-secret-of-the-broker";
    private static final String PASSWORD = "a long test password";
    private static final String NAME = "somebody-upstream";

    private final KeycloakOnPostgresql platform = KeycloakOnPostgresql.shared();
    private final Keycloak admin = platform.admin();
    private final RealmResource realm = platform.realm(admin);

    @BeforeEach
    void somebodyHasAnAccountUpstream() {
        RealmRepresentation upstream = EmptyRealm.named(UPSTREAM);
        upstream.setClients(List.of(broker()));
        upstream.setUsers(List.of(person()));
        admin.realms().create(upstream);
        realm.identityProviders().create(provider()).close();
        FirstSignIn.askEverybody(realm, true);
    }

    @AfterEach
    void asBefore() {
        FirstSignIn.askEverybody(realm, false);
        FirstSignIn.named(realm, NAME)
                .forEach(user -> realm.users().delete(user.getId()).close());
        Withdrawal.removeProvider(realm, UPSTREAM);
        admin.realm(UPSTREAM).remove();
        admin.close();
    }

    @Test
    void threeBrowsersAtOnceAreOneAccount() {
        CodeFlow webApp = platform.webApp("openid");
        List<FirstSignIn> browsers = Stream.generate(() -> FirstSignIn.through(Browser.open("ko-KR"), webApp, UPSTREAM))
                .limit(3)
                .toList();
        try {
            browsers.forEach(browser -> {
                browser.page().locator("#username").fill(NAME);
                browser.page().locator("#password").fill(PASSWORD);
                browser.page().locator("#kc-login").click();
                browser.awaitReview();
            });

            browsers.forEach(FirstSignIn::submitReview);

            List<String> accounts = browsers.stream()
                    .map(browser -> browser.finish().text("sub"))
                    .toList();
            assertThat(FirstSignIn.named(realm, NAME)).hasSize(1);
            assertThat(accounts)
                    .containsOnly(FirstSignIn.named(realm, NAME).get(0).getId());
        } finally {
            browsers.forEach(FirstSignIn::close);
        }
    }

    @Test
    void anAdministratorWhoLinksTwiceIsRefusedInOneSentence() {
        String one = create(NAME + "-one");
        String two = create(NAME + "-two");

        assertThat(link(one)).isEqualTo(204);
        assertThat(link(two)).isEqualTo(409);
        assertThat(realm.users().get(two).getFederatedIdentity()).isEmpty();
    }

    private int link(String user) {
        FederatedIdentityRepresentation link = new FederatedIdentityRepresentation();
        link.setIdentityProvider(UPSTREAM);
        link.setUserId("an-id");
        link.setUserName("a-name");
        try (Response answer = realm.users().get(user).addFederatedIdentity(UPSTREAM, link)) {
            return answer.getStatus();
        }
    }

    private String create(String username) {
        UserRepresentation user = new UserRepresentation();
        user.setUsername(username);
        user.setEnabled(true);
        try (Response created = realm.users().create(user)) {
            return CreatedResponseUtil.getCreatedId(created);
        }
    }

    private ClientRepresentation broker() {
        ClientRepresentation client = new ClientRepresentation();
        client.setClientId("broker");
        client.setSecret(SECRET);
        client.setRedirectUris(List.of(platform.issuer() + "/broker/" + UPSTREAM + "/endpoint"));
        return client;
    }

    private static UserRepresentation person() {
        CredentialRepresentation password = new CredentialRepresentation();
        password.setType(CredentialRepresentation.PASSWORD);
        password.setValue(PASSWORD);
        UserRepresentation user = new UserRepresentation();
        user.setUsername(NAME);
        user.setEmail(NAME + "@example.com");
        user.setFirstName("Ari");
        user.setLastName("Kim");
        user.setEnabled(true);
        user.setCredentials(List.of(password));
        return user;
    }

    private IdentityProviderRepresentation provider() {
        String protocol = platform.url() + "/realms/" + UPSTREAM + "/protocol/openid-connect";
        IdentityProviderRepresentation provider = new IdentityProviderRepresentation();
        provider.setAlias(UPSTREAM);
        provider.setProviderId("oidc");
        provider.setEnabled(true);
        provider.setFirstBrokerLoginFlowAlias("daemun first sign-in");
        provider.setConfig(Map.of(
                "clientId",
                "broker",
                "clientSecret",
                SECRET,
                "clientAuthMethod",
                "client_secret_post",
                "authorizationUrl",
                protocol + "/auth",
                "tokenUrl",
                protocol + "/token",
                "jwksUrl",
                protocol + "/certs",
                "useJwksUrl",
                "true",
                "validateSignature",
                "true",
                "issuer",
                platform.url() + "/realms/" + UPSTREAM));
        return provider;
    }
}
