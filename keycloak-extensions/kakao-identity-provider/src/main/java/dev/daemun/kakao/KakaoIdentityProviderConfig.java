package dev.daemun.kakao;

import org.keycloak.broker.oidc.OAuth2IdentityProviderConfig;
import org.keycloak.models.IdentityProviderModel;
import org.keycloak.protocol.oidc.OIDCLoginProtocol;

/** Settings of a Kakao provider; what Kakao accepts in one way only cannot be set otherwise. */
final class KakaoIdentityProviderConfig extends OAuth2IdentityProviderConfig {

    KakaoIdentityProviderConfig() {}

    KakaoIdentityProviderConfig(IdentityProviderModel model) {
        super(model);
    }

    @Override
    public String getClientAuthMethod() {
        // Kakao answers HTTP Basic with KOE101, as though no client id had been sent.
        return OIDCLoginProtocol.CLIENT_SECRET_POST;
    }

    @Override
    public boolean isPkceEnabled() {
        return true;
    }

    @Override
    public String getPkceMethod() {
        return "S256";
    }
}
