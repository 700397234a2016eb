package dev.daemun.safelinking;

import java.util.Optional;
import org.keycloak.authentication.AuthenticationFlowContext;
import org.keycloak.authentication.AuthenticationProcessor;
import org.keycloak.authentication.authenticators.broker.AbstractIdpAuthenticator;
import org.keycloak.authentication.authenticators.broker.util.SerializedBrokeredIdentityContext;
import org.keycloak.broker.provider.AbstractIdentityProvider;
import org.keycloak.broker.provider.BrokeredIdentityContext;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.ModelDuplicateException;
import org.keycloak.models.RealmModel;
import org.keycloak.models.UserModel;
import org.keycloak.models.UserProvider;

/**
 * The last step of a first sign-in: links the account and says that it was registered or linked, in the transaction that
 * created the account.
 *
 * <p>Keycloak does this in the request after the flow. Whoever closes the browser before that request leaves an account behind
 * that no sign-in finds and that no event speaks of.
 */
final class LinkAccountAuthenticator extends AbstractIdpAuthenticator {

    @Override
    protected void authenticateImpl(
            AuthenticationFlowContext flow, SerializedBrokeredIdentityContext stored, BrokeredIdentityContext person) {
        FirstSignIn signIn = new FirstSignIn(flow, stored, person);
        if (signIn.finishWhereLinked()) {
            return;
        }
        UserProvider users = flow.getSession().users();
        UserModel user = flow.getUser();
        if (isKeycloaksToLink(flow, person)
                || users.getFederatedIdentity(
                                flow.getRealm(), user, person.getIdpConfig().getAlias())
                        != null) {
            flow.success();
            return;
        }
        try {
            users.addFederatedIdentity(flow.getRealm(), user, signIn.link());
        } catch (ModelDuplicateException e) {
            signIn.startOver();
            return;
        }
        new NewLink(flow, person, user).complete(isNew(flow));
        signIn.finish(user);
    }

    private static boolean isNew(AuthenticationFlowContext flow) {
        return Boolean.parseBoolean(
                flow.getAuthenticationSession().getAuthNote(AbstractIdentityProvider.BROKER_REGISTERED_NEW_USER));
    }

    /**
     * Transient users have no account to link; and where a client has asked for no page ({@code prompt=none}), Keycloak takes
     * each answer of a step for a page and refuses, so its own request has to link there.
     */
    private static boolean isKeycloaksToLink(AuthenticationFlowContext flow, BrokeredIdentityContext person) {
        return person.getIdpConfig().isTransientUsers()
                || Optional.ofNullable(flow.getAuthenticationSession()
                                .getAuthNote(AuthenticationProcessor.FORWARDED_PASSIVE_LOGIN))
                        .filter(Boolean::parseBoolean)
                        .isPresent();
    }

    @Override
    protected void actionImpl(
            AuthenticationFlowContext flow, SerializedBrokeredIdentityContext stored, BrokeredIdentityContext person) {
        // There is no page, so nothing can be sent.
    }

    @Override
    public boolean requiresUser() {
        return true;
    }

    @Override
    public boolean configuredFor(KeycloakSession session, RealmModel realm, UserModel user) {
        return true;
    }
}
