package dev.daemun.kakao;

import java.util.List;
import org.keycloak.broker.provider.AbstractIdentityProviderFactory;
import org.keycloak.broker.social.SocialIdentityProviderFactory;
import org.keycloak.models.IdentityProviderModel;
import org.keycloak.models.KeycloakSession;
import org.keycloak.provider.ProviderConfigProperty;
import org.keycloak.provider.ProviderConfigurationBuilder;

/** Makes the social provider {@code kakao} known to Keycloak. */
public final class KakaoIdentityProviderFactory extends AbstractIdentityProviderFactory<KakaoIdentityProvider>
        implements SocialIdentityProviderFactory<KakaoIdentityProvider> {

    static final String PROVIDER_ID = "kakao";

    @Override
    public String getId() {
        return PROVIDER_ID;
    }

    @Override
    public String getName() {
        return "Kakao";
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
        return ProviderConfigurationBuilder.create()
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
                .build();
    }
}
