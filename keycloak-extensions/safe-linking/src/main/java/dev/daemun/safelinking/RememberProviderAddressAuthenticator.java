package dev.daemun.safelinking;

import org.keycloak.authentication.AuthenticationFlowContext;
import org.keycloak.authentication.authenticators.broker.AbstractIdpAuthenticator;
import org.keycloak.authentication.authenticators.broker.util.SerializedBrokeredIdentityContext;
import org.keycloak.broker.provider.BrokeredIdentityContext;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;
import org.keycloak.models.UserModel;

/**
 * The first step of a first sign-in, which shows nothing: keeps the address that the provider gave, before the person can
 * replace it, and an id for the identity where the provider set none.
 *
 * <p>Keycloak files a proof by mail under that id, and its social providers leave it empty, so that a proof for one
 * identity at the provider would count for any other.
 */
final class RememberProviderAddressAuthenticator extends AbstractIdpAuthenticator {

    @Override
    protected void authenticateImpl(
            AuthenticationFlowContext flow, SerializedBrokeredIdentityContext stored, BrokeredIdentityContext person) {
        if (new FirstSignIn(flow, stored, person).finishWhereLinked()) {
            return;
        }
        ProviderAddress.remember(person);
        if (person.getBrokerUserId() == null) {
            person.setBrokerUserId(MailProof.identity(person.getIdpConfig().getAlias(), person.getId()));
        }
        SerializedBrokeredIdentityContext.serialize(person)
                .saveToAuthenticationSession(flow.getAuthenticationSession(), BROKERED_CONTEXT_NOTE);
        flow.success();
    }

    @Override
    protected void actionImpl(
            AuthenticationFlowContext flow, SerializedBrokeredIdentityContext stored, BrokeredIdentityContext person) {
        // There is no page, so nothing can be sent.
    }

    @Override
    public boolean requiresUser() {
        return false;
    }

    @Override
    public boolean configuredFor(KeycloakSession session, RealmModel realm, UserModel user) {
        return true;
    }
}
