package dev.daemun.kakao;

import static org.assertj.core.api.Assertions.assertThat;

import dev.daemun.kakao.settings.KakaoIdentityProviderConfig;
import java.util.ServiceLoader;
import org.junit.jupiter.api.Test;
import org.keycloak.broker.social.SocialIdentityProviderFactory;
import org.keycloak.provider.ProviderConfigProperty;

class KakaosOwnRulesCannotBeSwitchedOffTest {

    @Test
    void secretStaysInTheBodyAndPkceOn() {
        KakaoIdentityProviderConfig config = new KakaoIdentityProviderConfig();
        config.setClientAuthMethod("client_secret_basic");
        config.setPkceEnabled(false);
        config.setPkceMethod("plain");

        assertThat(config.getClientAuthMethod()).isEqualTo("client_secret_post");
        assertThat(config.isBasicAuthentication()).isFalse();
        assertThat(config.isPkceEnabled()).isTrue();
        assertThat(config.getPkceMethod()).isEqualTo("S256");
    }

    @Test
    void keycloakFindsTheProviderAndCanExplainIt() {
        assertThat(ServiceLoader.load(SocialIdentityProviderFactory.class))
                .filteredOn(factory -> factory.getId().equals("kakao"))
                .singleElement()
                .satisfies(factory -> assertThat(((KakaoIdentityProviderFactory) factory).getConfigProperties())
                        .isNotEmpty()
                        .extracting(ProviderConfigProperty::getHelpText)
                        .doesNotContainNull());
    }
}
