package dev.daemun.systemtests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.microsoft.playwright.Page;
import dev.daemun.localplatform.CodeFlow;
import dev.daemun.localplatform.Pkce;
import dev.daemun.localplatform.RevocationFeed;
import dev.daemun.localplatform.ServiceProcess;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.keycloak.admin.client.resource.RealmResource;
import org.keycloak.representations.idm.ClientRepresentation;
import org.keycloak.representations.idm.FederatedIdentityRepresentation;
import org.keycloak.representations.idm.IdentityProviderRepresentation;
import org.keycloak.representations.idm.RealmRepresentation;

/** OpenID Connect Back-Channel Logout 1.0: the provider reports that a session there has ended. */
@NeedsBrowser
@ResourceLock(KeycloakWithStandIns.LOCK)
class WhoSignsOutUpstreamIsRefusedHereIT {
    private static final String ALIAS = "upstream";
    private static final String SECRET = UUID.randomUUID().toString();

    private final KeycloakWithStandIns platform = KeycloakWithStandIns.shared();
    private final RealmResource upstream = createUpstream();
    private final Customer there = Customer.create(upstream);
    private final Customer here = Customer.create(platform.realm());
    private final List<ServiceProcess> services = List.of(startService("first"), startService("second"));

    @AfterEach
    void putBack() {
        services.forEach(ServiceProcess::close);
        platform.realm().users().get(here.id()).remove();
        Withdrawal.removeProvider(platform.realm(), ALIAS);
        upstream.remove();
    }

    @Test
    void atBothServicesAndNobodyElse() {
        connect();
        Customer bystander = Customer.create(platform.realm());
        String others = platform.webApp().signIn(bystander.login()).accessToken();
        String token = signInThroughUpstream();
        services.forEach(service -> assertThat(me(service, token).status()).isEqualTo(200));

        upstream.users().get(there.id()).logout();

        for (ServiceProcess service : services) {
            await().until(() -> me(service, token).status() == 401);
            assertThat(me(service, token).json().path("reason").asText()).isEqualTo("signed-out");
            assertThat(me(service, others).status()).isEqualTo(200);
        }
        platform.realm().users().get(bystander.id()).remove();
    }

    private RealmResource createUpstream() {
        String issuer = platform.keycloak.issuer();
        ClientRepresentation client = new ClientRepresentation();
        client.setClientId("daemun");
        client.setSecret(SECRET);
        client.setRedirectUris(List.of(issuer + "/broker/" + ALIAS + "/endpoint"));
        client.setAttributes(Map.of(
                "backchannel.logout.url",
                issuer + "/protocol/openid-connect/logout/backchannel-logout",
                "backchannel.logout.session.required",
                "true"));
        RealmRepresentation realm = EmptyRealm.named("upstream-" + UUID.randomUUID());
        realm.setClients(List.of(client));
        platform.admin.realms().create(realm);
        // Keycloak's default profile would ask for names, which this test does not need.
        RealmResource created = platform.admin.realm(realm.getRealm());
        var profile = created.users().userProfile().getConfiguration();
        profile.getAttributes().forEach(attribute -> attribute.setRequired(null));
        created.users().userProfile().update(profile);
        return created;
    }

    private void connect() {
        String issuer = platform.keycloak.url() + "/realms/"
                + upstream.toRepresentation().getRealm();
        String endpoints = issuer + "/protocol/openid-connect/";
        IdentityProviderRepresentation provider = new IdentityProviderRepresentation();
        provider.setAlias(ALIAS);
        provider.setProviderId("oidc");
        provider.setEnabled(true);
        Map<String, String> config = new HashMap<>(Map.of(
                "issuer",
                issuer,
                "authorizationUrl",
                endpoints + "auth",
                "tokenUrl",
                endpoints + "token",
                "jwksUrl",
                endpoints + "certs",
                "useJwksUrl",
                "true",
                "validateSignature",
                "true",
                "clientId",
                "daemun",
                "clientSecret",
                SECRET,
                "clientAuthMethod",
                "client_secret_post"));
        provider.setConfig(config);
        platform.realm().identityProviders().create(provider).close();
        FederatedIdentityRepresentation identity = new FederatedIdentityRepresentation();
        identity.setUserId(there.id());
        identity.setUserName(there.login().username());
        platform.realm()
                .users()
                .get(here.id())
                .addFederatedIdentity(ALIAS, identity)
                .close();
    }

    private String signInThroughUpstream() {
        CodeFlow flow = platform.webApp();
        Pkce pkce = Pkce.random();
        try (Browser browser = Browser.open("en-US");
                CallbackServer webApp = new CallbackServer(platform.ports.webApp())) {
            Page page = browser.page();
            page.navigate(flow.authorizationRequest(pkce));
            page.locator("#social-" + ALIAS).click();
            page.locator("#username").fill(there.login().username());
            page.locator("#password").fill(there.login().password());
            page.locator("#kc-login").click();
            page.waitForURL(TestRealm.webApp(platform.ports) + "/**");
            return flow.exchange(webApp.parameter("code"), pkce).accessToken();
        }
    }

    private ServiceProcess startService(String name) {
        Map<String, String> settings = new HashMap<>(
                RevocationFeed.settings(platform.keycloak.issuer(), Services.SAMPLE, TestRealm.SERVICE_SECRET));
        settings.put("DAEMUN_ISSUER", platform.keycloak.issuer());
        return Services.sample(name, settings, line -> {});
    }

    private static Call.Answer me(ServiceProcess service, String token) {
        return Call.to(service.url() + "/me").bearer(token).get();
    }
}
