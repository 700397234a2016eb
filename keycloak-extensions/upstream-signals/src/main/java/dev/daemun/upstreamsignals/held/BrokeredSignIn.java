package dev.daemun.upstreamsignals.held;

import java.util.Optional;
import org.keycloak.authentication.AuthenticationFlowContext;
import org.keycloak.authentication.authenticators.broker.util.PostBrokerLoginConstants;
import org.keycloak.authentication.authenticators.broker.util.SerializedBrokeredIdentityContext;
import org.keycloak.models.IdentityProviderModel;
import org.keycloak.models.KeycloakSession;

/**
 * The account at a provider through which somebody is signing in, as the post-login flow knows it.
 *
 * @param provider Keycloak's internal id of the provider
 * @param externalId the account's id there
 */
record BrokeredSignIn(KeycloakSession session, String provider, String externalId) {

    /** Nothing in any other flow. */
    static Optional<BrokeredSignIn> of(AuthenticationFlowContext flow) {
        SerializedBrokeredIdentityContext person = SerializedBrokeredIdentityContext.readFromAuthenticationSession(
                flow.getAuthenticationSession(), PostBrokerLoginConstants.PBL_BROKERED_IDENTITY_CONTEXT);
        if (person == null) {
            return Optional.empty();
        }
        IdentityProviderModel provider =
                flow.getSession().identityProviders().getByAlias(person.getIdentityProviderId());
        return Optional.of(new BrokeredSignIn(flow.getSession(), provider.getInternalId(), person.getId()));
    }

    boolean isHeld() {
        return new HeldIdentities(session).isHeld(provider, externalId);
    }

    void release() {
        new HeldIdentities(session).release(provider, externalId);
    }
}
