package dev.daemun.systemtests;

import dev.daemun.localplatform.CodeFlow;
import dev.daemun.standins.naver.NaverApp;
import java.net.URI;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.keycloak.admin.client.resource.IdentityProviderResource;
import org.keycloak.admin.client.resource.RealmResource;
import org.keycloak.representations.idm.FederatedIdentityRepresentation;
import org.keycloak.representations.idm.IdentityProviderMapperRepresentation;
import org.keycloak.representations.idm.IdentityProviderRepresentation;

/** Naver as a provider of one realm, for one test. Closing it removes the provider and everybody who has come through it. */
final class ConnectedNaver implements AutoCloseable {
    private static final String ALIAS = "naver";
    private static final String SECRET = "a-naver-secret";

    private static final AtomicInteger COUNT = new AtomicInteger();

    private final KeycloakWithStandIns platform;
    private final String realm;

    /** Another one for each test, so that late calls of the test before are not taken for its own. */
    private final String clientId = "naver-client-" + COUNT.incrementAndGet();

    private NaverApp app;

    private ConnectedNaver(KeycloakWithStandIns platform, String realm) {
        this.platform = platform;
        this.realm = realm;
    }

    /** In the realm that is shipped, with its flows. */
    static ConnectedNaver inTheShippedRealm(KeycloakWithStandIns platform, boolean openIdConnect) {
        IdentityProviderRepresentation settings = settings();
        settings.setFirstBrokerLoginFlowAlias("daemun first sign-in");
        settings.setPostBrokerLoginFlowAlias("daemun after a provider");
        return in(platform, "daemun", openIdConnect, settings);
    }

    /** In a realm of the test's own, as the README says. */
    static ConnectedNaver in(KeycloakWithStandIns platform, String realm, boolean openIdConnect) {
        return in(platform, realm, openIdConnect, settings());
    }

    private static ConnectedNaver in(
            KeycloakWithStandIns platform,
            String realm,
            boolean openIdConnect,
            IdentityProviderRepresentation settings) {
        ConnectedNaver naver = new ConnectedNaver(platform, realm);
        naver.close();
        naver.register(openIdConnect);
        settings.getConfig().put("openIdConnect", Boolean.toString(openIdConnect));
        settings.getConfig().put("clientId", naver.app.clientId());
        naver.realm().identityProviders().create(settings).close();
        return naver;
    }

    private static IdentityProviderRepresentation settings() {
        IdentityProviderRepresentation settings = new IdentityProviderRepresentation();
        settings.setAlias(ALIAS);
        settings.setProviderId("naver");
        settings.setEnabled(true);
        settings.setStoreToken(true);
        // A test switches the check on when there is something to be found.
        settings.setConfig(new HashMap<>(Map.of("clientSecret", SECRET, "checkTokensHours", "0")));
        return settings;
    }

    private void register(boolean openIdConnect) {
        app = new NaverApp(
                clientId,
                SECRET,
                openIdConnect,
                Set.of(platform.keycloak.url() + "/realms/" + realm + "/broker/naver/endpoint"));
        platform.standIns.naver().register(app);
    }

    NaverApp app() {
        return app;
    }

    URI notices() {
        return URI.create(platform.keycloak.url() + "/realms/" + realm + "/upstream-signals/naver/disconnect");
    }

    /** Switches OpenID Connect on or off, in Naver's console and in the realm. */
    void use(boolean openIdConnect) {
        register(openIdConnect);
        configure("openIdConnect", Boolean.toString(openIdConnect));
    }

    void configure(String name, String value) {
        IdentityProviderResource provider = realm().identityProviders().get(ALIAS);
        IdentityProviderRepresentation settings = provider.toRepresentation();
        settings.getConfig().put(name, value);
        // Keycloak shows a secret as asterisks, and keeps it when it gets them back.
        provider.update(settings);
    }

    void map(String mapper, Map<String, String> config) {
        IdentityProviderMapperRepresentation representation = new IdentityProviderMapperRepresentation();
        representation.setName(mapper + config);
        representation.setIdentityProviderAlias(ALIAS);
        representation.setIdentityProviderMapper(mapper);
        representation.setConfig(config);
        realm().identityProviders().get(ALIAS).addMapper(representation).close();
    }

    /** Signs this person in with a new browser. */
    CodeFlow.Tokens signIn(String id) {
        platform.standIns.naver().signIn(id);
        return platform.signInThrough(ALIAS, platform.webApp(realm));
    }

    RealmResource realm() {
        return platform.admin.realm(realm);
    }

    boolean isLinkedHere(String user) {
        return realm().users().get(user).getFederatedIdentity().stream()
                .map(FederatedIdentityRepresentation::getIdentityProvider)
                .anyMatch(ALIAS::equals);
    }

    @Override
    public void close() {
        platform.standIns.naver().signOut();
        FirstSignIn.named(realm(), "naver_")
                .forEach(user -> realm().users().delete(user.getId()).close());
        if (realm().identityProviders().findAll().stream()
                .anyMatch(provider -> provider.getAlias().equals(ALIAS))) {
            Withdrawal.removeProvider(realm(), ALIAS);
        }
    }
}
