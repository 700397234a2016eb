package dev.daemun.safelinking;

import org.keycloak.models.FederatedIdentityModel;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.UserModel;

/**
 * What Keycloak leaves behind when somebody confirms a link by mail in another browser than the one that asked: an entry
 * that lets the next sign-in of that identity link the account without a question
 * ({@code IdpVerifyAccountLinkActionTokenHandler}).
 *
 * <p>Keycloak 26.7 leaves it there when the first browser goes on by itself, so that it outlives the link and even its
 * removal (CVE-2026-92358).
 */
final class MailProof {
    private static final String PREFIX = "kc.brokering.user.verified.";

    private MailProof() {}

    /** How Keycloak names an identity at a provider, {@code BrokeredIdentityContext#getBrokerUserId}. */
    static String identity(String providerAlias, String externalId) {
        return providerAlias + "." + externalId;
    }

    static void remove(KeycloakSession session, UserModel user, FederatedIdentityModel link) {
        String provider = link.getIdentityProvider();
        session.singleUseObjects()
                .remove(PREFIX + user.getId() + "." + provider + "." + identity(provider, link.getUserId()));
    }
}
