package dev.daemun.safelinking;

import org.keycloak.broker.oidc.OIDCIdentityProvider;
import org.keycloak.broker.provider.BrokeredIdentityContext;
import org.keycloak.representations.IDToken;
import org.keycloak.representations.JsonWebToken;

/** Whether the provider has verified the address that it gives. */
final class VerifiedAddress {
    private VerifiedAddress() {}

    /**
     * With an ID token its {@code email} and {@code email_verified} decide (OpenID Connect Core 5.1), and a missing one means
     * no: the person may have typed another address on the way. Other
     * providers, as Kakao's, give an address only if it is verified, or are trusted with it by the administrator.
     */
    static boolean isIn(BrokeredIdentityContext person) {
        return person.getContextData().get(OIDCIdentityProvider.VALIDATED_ID_TOKEN) instanceof JsonWebToken token
                ? person.getEmail().equalsIgnoreCase(claim(token, IDToken.EMAIL))
                        && Boolean.parseBoolean(claim(token, IDToken.EMAIL_VERIFIED))
                : !person.getIdpConfig().getProviderId().contains("oidc");
    }

    private static String claim(JsonWebToken token, String name) {
        return String.valueOf(token.getOtherClaims().get(name));
    }
}
