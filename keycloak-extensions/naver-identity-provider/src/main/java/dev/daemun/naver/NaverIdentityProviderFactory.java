package dev.daemun.naver;

import dev.daemun.brokering.EndedLinkListener;
import dev.daemun.brokering.LeaverDeletion;
import dev.daemun.brokering.LeavingSettings;
import dev.daemun.brokering.Unlinker;
import dev.daemun.naver.settings.NaverIdentityProviderConfig;
import dev.daemun.naver.tokens.NaverUnlinking;
import dev.daemun.naver.tokens.TokenCheck;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.keycloak.broker.provider.AbstractIdentityProviderFactory;
import org.keycloak.broker.social.SocialIdentityProviderFactory;
import org.keycloak.models.IdentityProviderModel;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.KeycloakSessionFactory;
import org.keycloak.provider.ProviderConfigProperty;
import org.keycloak.provider.ProviderConfigurationBuilder;
import org.keycloak.provider.ServerInfoAwareProviderFactory;

/** Makes the social provider {@code naver} known to Keycloak. */
public final class NaverIdentityProviderFactory extends AbstractIdentityProviderFactory<NaverIdentityProvider>
        implements SocialIdentityProviderFactory<NaverIdentityProvider>, ServerInfoAwareProviderFactory {
    private Unlinker unlinker;
    private LeaverDeletion deletion;
    private TokenCheck check;

    @Override
    public String getId() {
        return NaverIdentityProviderConfig.PROVIDER_ID;
    }

    @Override
    public Map<String, String> getOperationalInfo() {
        return Map.of(
                "version",
                Objects.requireNonNullElse(
                        NaverIdentityProviderFactory.class.getPackage().getImplementationVersion(), "unknown"));
    }

    @Override
    public String getName() {
        return "Naver";
    }

    @Override
    public void postInit(KeycloakSessionFactory sessions) {
        unlinker = Unlinker.listenTo(sessions, new NaverUnlinking());
        deletion = LeaverDeletion.listenTo(sessions, NaverIdentityProviderConfig.KIND);
        sessions.register(new EndedLinkListener(NaverIdentityProviderConfig.KIND));
        check = TokenCheck.listenTo(sessions);
    }

    @Override
    public void close() {
        if (unlinker != null) {
            unlinker.close();
            deletion.close();
            check.close();
        }
    }

    @Override
    public NaverIdentityProvider create(KeycloakSession session, IdentityProviderModel model) {
        return new NaverIdentityProvider(session, new NaverIdentityProviderConfig(model));
    }

    @Override
    public NaverIdentityProviderConfig createConfig() {
        return new NaverIdentityProviderConfig();
    }

    @Override
    public List<ProviderConfigProperty> getConfigProperties() {
        ProviderConfigurationBuilder settings = ProviderConfigurationBuilder.create()
                .property()
                .name(NaverIdentityProviderConfig.OPENID_CONNECT)
                .label("OpenID Connect")
                .helpText(
                        "Whether OpenID Connect is on for the app in Naver's console. If on, PKCE and ID tokens are used.")
                .type(ProviderConfigProperty.BOOLEAN_TYPE)
                .defaultValue(false)
                .add()
                .property()
                .name(NaverIdentityProviderConfig.COMPARE_SUBJECT)
                .label("Compare subject")
                .helpText(
                        "Refuse an ID token whose subject is another than the id of the profile. Naver does not say that they"
                                + " are the same; switch it on only where you have seen that they are.")
                .type(ProviderConfigProperty.BOOLEAN_TYPE)
                .defaultValue(false)
                .add()
                .property()
                .name(NaverIdentityProviderConfig.AUTH_TYPE)
                .label("Auth type")
                .helpText(
                        "What Naver asks without OpenID Connect: reprompt (the consent again), reauthenticate (the password"
                                + " again) or autologin. Empty: what the client's prompt asks for.")
                .type(ProviderConfigProperty.STRING_TYPE)
                .add()
                .property()
                .name(NaverIdentityProviderConfig.CHECK_TOKENS_HOURS)
                .label("Check tokens every (hours)")
                .helpText(
                        "How often each stored token is tried at Naver, to find people who have left there without a notice."
                                + " 0: never. Needs upstream-signals and stored tokens.")
                .type(ProviderConfigProperty.STRING_TYPE)
                .defaultValue("24")
                .add();
        return LeavingSettings.describe(NaverIdentityProviderConfig.KIND, settings)
                .build();
    }
}
