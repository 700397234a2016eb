package dev.daemun.safelinking;

import org.keycloak.broker.oidc.OIDCIdentityProvider;
import org.keycloak.broker.provider.BrokeredIdentityContext;
import org.keycloak.representations.IDToken;
import org.keycloak.representations.JsonWebToken;

/** Whether the provider has verified the address that it gives. */
final class VerifiedAddress {
    private VerifiedAddress() {}

    /**
     * With an ID token its {@code email_verified} decides (OpenID Connect Core 5.1), and a missing one means no. Other
     * providers, as Kakao's, give an address only if it is verified, or are trusted with it by the administrator.
     */
    static boolean isIn(BrokeredIdentityContext person) {
        return person.getContextData().get(OIDCIdentityProvider.VALIDATED_ID_TOKEN) instanceof JsonWebToken token
                ? Boolean.parseBoolean(String.valueOf(token.getOtherClaims().get(IDToken.EMAIL_VERIFIED)))
                : !person.getIdpConfig().getProviderId().contains("oidc");
    }
}
