package dev.daemun.safelinking;

import static org.keycloak.authentication.authenticators.broker.AbstractIdpAuthenticator.BROKERED_CONTEXT_NOTE;

import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriBuilder;
import org.keycloak.authentication.AuthenticationFlowContext;
import org.keycloak.authentication.AuthenticationFlowError;
import org.keycloak.authentication.AuthenticationProcessor;
import org.keycloak.authentication.authenticators.broker.util.PostBrokerLoginConstants;
import org.keycloak.authentication.authenticators.broker.util.SerializedBrokeredIdentityContext;
import org.keycloak.broker.provider.BrokeredIdentityContext;
import org.keycloak.locale.LocaleSelectorProvider;
import org.keycloak.models.Constants;
import org.keycloak.models.FederatedIdentityModel;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.UserModel;
import org.keycloak.models.utils.KeycloakModelUtils;
import org.keycloak.services.resources.LoginActionsService;
import org.keycloak.sessions.AuthenticationSessionModel;

/**
 * Somebody's first sign-in through a provider, which another browser of the same person may finish at any moment.
 *
 * @param flow where the person is now
 * @param stored the provider's identity as the authentication session keeps it
 * @param person the same, readable
 */
record FirstSignIn(
        AuthenticationFlowContext flow, SerializedBrokeredIdentityContext stored, BrokeredIdentityContext person) {

    FederatedIdentityModel link() {
        return new FederatedIdentityModel(
                person.getIdpConfig().getAlias(), person.getId(), person.getUsername(), person.getToken());
    }

    boolean isLinked() {
        return holder() != null;
    }

    private UserModel holder() {
        return flow.getSession().users().getUserByFederatedIdentity(flow.getRealm(), link());
    }

    /**
     * Signs the person in where their identity is linked by now, to whichever account that is: the provider has just
     * said who they are, which is all that any later sign-in asks for. Not asked is Keycloak's brute force protection: it also
     * calls an account locked while another request signs in to it, which is just what happens here.
     *
     * @return whether it was linked, so that the flow has its answer
     */
    boolean finishWhereLinked() {
        UserModel holder = holder();
        if (holder == null) {
            return false;
        }
        if (holder.isEnabled()) {
            finish(holder);
        } else {
            flow.failure(AuthenticationFlowError.USER_DISABLED);
        }
        return true;
    }

    /**
     * Sends the browser to where Keycloak ends each sign-in through a provider. It does not go by
     * Keycloak's {@code after-first-broker-login}, which would add the link again, in a transaction of its own.
     */
    void finish(UserModel user) {
        AuthenticationSessionModel signIn = flow.getAuthenticationSession();
        signIn.setAuthenticatedUser(user);
        signIn.removeAuthNote(BROKERED_CONTEXT_NOTE);
        stored.saveToAuthenticationSession(signIn, PostBrokerLoginConstants.PBL_BROKERED_IDENTITY_CONTEXT);
        signIn.setAuthNote(PostBrokerLoginConstants.PBL_AFTER_FIRST_BROKER_LOGIN, "true");
        flow.forceChallenge(afterwards(signIn));
    }

    private Response afterwards(AuthenticationSessionModel signIn) {
        if (person.getIdpConfig().getPostBrokerLoginFlowId() != null) {
            return redirect(LoginActionsService.postBrokerLoginProcessor(flow.getUriInfo()));
        }
        // There is no such flow to go through, and Keycloak asks for the mark that somebody went through it.
        signIn.setAuthNote(
                PostBrokerLoginConstants.PBL_AUTH_STATE_PREFIX
                        + person.getIdpConfig().getAlias(),
                "true");
        return LoginActionsService.redirectToAfterBrokerLoginEndpoint(
                flow.getSession(), flow.getRealm(), flow.getUriInfo(), signIn, false);
    }

    /**
     * Takes back all that this request has changed, since another browser was faster, and sends this one through the flow
     * once more, which then finds what the other one made.
     *
     * <p>The authentication session is changed in a transaction of its own, because this one's is lost.
     */
    void startOver() {
        AuthenticationSessionModel signIn = flow.getAuthenticationSession();
        KeycloakSession session = flow.getSession();
        session.getTransactionManager().setRollbackOnly();
        String root = signIn.getParentSession().getId();
        String client = signIn.getClient().getId();
        String tab = signIn.getTabId();
        KeycloakModelUtils.runJobInTransaction(session.getKeycloakSessionFactory(), session.getContext(), another -> {
            var realm = another.getContext().getRealm();
            var found = another.authenticationSessions().getRootAuthenticationSession(realm, root);
            if (found != null) {
                reset(found.getAuthenticationSession(realm.getClientById(client), tab));
            }
        });
        flow.forceChallenge(redirect(LoginActionsService.firstBrokerLoginProcessor(flow.getUriInfo())));
    }

    private void reset(AuthenticationSessionModel signIn) {
        if (signIn == null) {
            return;
        }
        String locale = signIn.getAuthNote(LocaleSelectorProvider.USER_REQUEST_LOCALE);
        AuthenticationProcessor.resetFlow(signIn, LoginActionsService.FIRST_BROKER_LOGIN_PATH);
        if (locale != null) {
            signIn.setAuthNote(LocaleSelectorProvider.USER_REQUEST_LOCALE, locale);
        }
        stored.saveToAuthenticationSession(signIn, BROKERED_CONTEXT_NOTE);
    }

    private Response redirect(UriBuilder to) {
        AuthenticationSessionModel signIn = flow.getAuthenticationSession();
        return Response.status(Response.Status.FOUND)
                .location(to.queryParam(Constants.CLIENT_ID, signIn.getClient().getClientId())
                        .queryParam(Constants.TAB_ID, signIn.getTabId())
                        .queryParam(
                                Constants.CLIENT_DATA, AuthenticationProcessor.getClientData(flow.getSession(), signIn))
                        .build(flow.getRealm().getName()))
                .build();
    }
}
