package dev.daemun.kakao;

import dev.daemun.brokering.EndedLinkListener;
import dev.daemun.brokering.LeaverDeletion;
import dev.daemun.brokering.LeavingSettings;
import dev.daemun.brokering.Unlinker;
import dev.daemun.kakao.settings.KakaoIdentityProviderConfig;
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

/** Makes the social provider {@code kakao} known to Keycloak. */
public final class KakaoIdentityProviderFactory extends AbstractIdentityProviderFactory<KakaoIdentityProvider>
        implements SocialIdentityProviderFactory<KakaoIdentityProvider>, ServerInfoAwareProviderFactory {

    private Unlinker unlinker;
    private LeaverDeletion deletion;

    @Override
    public String getId() {
        return KakaoIdentityProviderConfig.PROVIDER_ID;
    }

    @Override
    public Map<String, String> getOperationalInfo() {
        return Map.of(
                "version",
                Objects.requireNonNullElse(
                        KakaoIdentityProviderFactory.class.getPackage().getImplementationVersion(), "unknown"));
    }

    @Override
    public String getName() {
        return "Kakao";
    }

    @Override
    public void postInit(KeycloakSessionFactory sessions) {
        unlinker = Unlinker.listenTo(sessions, new KakaoUnlinking());
        deletion = LeaverDeletion.listenTo(sessions, KakaoIdentityProviderConfig.KIND);
        sessions.register(new EndedLinkListener(KakaoIdentityProviderConfig.KIND));
    }

    @Override
    public void close() {
        if (unlinker != null) {
            unlinker.close();
            deletion.close();
        }
    }

    @Override
    public KakaoIdentityProvider create(KeycloakSession session, IdentityProviderModel model) {
        return new KakaoIdentityProvider(session, new KakaoIdentityProviderConfig(model));
    }

    @Override
    public KakaoIdentityProviderConfig createConfig() {
        return new KakaoIdentityProviderConfig();
    }

    @Override
    public List<ProviderConfigProperty> getConfigProperties() {
        ProviderConfigurationBuilder settings = ProviderConfigurationBuilder.create()
                .property()
                .name("prompt")
                .label("Prompt")
                .helpText(
                        "What Kakao asks on its pages: login, none, create, select_account, or several of them with"
                                + " commas. Anything else is left out. Empty: what the client asks for, within the same limits.")
                .type(ProviderConfigProperty.STRING_TYPE)
                .add()
                .property()
                .name("loginHint")
                .label("Pass login_hint")
                .helpText("Pass the client's login_hint on, so that Kakao fills in the account.")
                .type(ProviderConfigProperty.BOOLEAN_TYPE)
                .defaultValue(false)
                .add()
                .property()
                .name("forwardParameters")
                .label("Forwarded parameters")
                .helpText("Parameters of the client's request to pass on, with commas: service_terms and"
                        + " channel_public_id are Kakao's.")
                .type(ProviderConfigProperty.STRING_TYPE)
                .add()
                .property()
                .name(KakaoIdentityProviderConfig.ADMIN_KEY)
                .label("Admin key")
                .helpText(
                        "The app's primary admin key. With it, deleting a user or removing the link unlinks the person at"
                                + " Kakao too; upstream-signals accepts Kakao's unlink webhook with it. Administrators who may see the settings see"
                                + " it, unless it is a reference to the vault: ${vault.kakao-admin-key}.")
                .type(ProviderConfigProperty.PASSWORD)
                .secret(true)
                .add()
                .property()
                .name(KakaoIdentityProviderConfig.APP_ID)
                .label("App ID")
                .helpText(
                        "The number of the app in Kakao's console. upstream-signals accepts Kakao's reports for this app only.")
                .type(ProviderConfigProperty.STRING_TYPE)
                .add();
        return LeavingSettings.describe(KakaoIdentityProviderConfig.KIND, settings)
                .build();
    }
}
