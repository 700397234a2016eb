package dev.daemun.safelinking;

import org.keycloak.broker.oidc.OIDCIdentityProvider;
import org.keycloak.broker.provider.BrokeredIdentityContext;
import org.keycloak.representations.IDToken;
import org.keycloak.representations.JsonWebToken;

/** Whether the address of a first sign-in may lead to an account that exists. */
final class VerifiedAddress {
    private VerifiedAddress() {}

    /**
     * True when the provider gave this very address, the administrator trusts the provider's addresses (<em>Trust
     * email</em>), and an ID token, where the provider sent one, calls the address verified (OpenID Connect Core 5.1).
     *
     * <p>Keycloak's proof by mail compares usernames at the provider, and takes two missing ones for the same person
     * (CVE-2026-82968). So an identity without a username leads to no existing account.
     */
    static boolean isIn(BrokeredIdentityContext person) {
        String address = person.getEmail();
        return address != null
                && person.getUsername() != null
                && !person.getUsername().isBlank()
                && Boolean.TRUE.equals(person.getIdpConfig().isTrustEmail())
                && ProviderAddress.of(person).filter(address::equalsIgnoreCase).isPresent()
                && noIdTokenContradicts(person, address);
    }

    private static boolean noIdTokenContradicts(BrokeredIdentityContext person, String address) {
        return !(person.getContextData().get(OIDCIdentityProvider.VALIDATED_ID_TOKEN) instanceof JsonWebToken token)
                || (address.equalsIgnoreCase(claim(token, IDToken.EMAIL))
                        && Boolean.parseBoolean(claim(token, IDToken.EMAIL_VERIFIED)));
    }

    private static String claim(JsonWebToken token, String name) {
        return String.valueOf(token.getOtherClaims().get(name));
    }
}
