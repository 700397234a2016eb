package dev.daemun.upstreamsignals.held;

import org.keycloak.authentication.AuthenticationFlowContext;
import org.keycloak.authentication.Authenticator;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;
import org.keycloak.models.UserModel;

/** Ends the hold. Steps before this one have asked for another proof. */
final class ReleaseAuthenticator implements Authenticator {
    @Override
    public void authenticate(AuthenticationFlowContext flow) {
        BrokeredSignIn.of(flow).ifPresent(BrokeredSignIn::release);
        flow.success();
    }

    @Override
    public void action(AuthenticationFlowContext flow) {
        authenticate(flow);
    }

    @Override
    public boolean requiresUser() {
        return true;
    }

    @Override
    public boolean configuredFor(KeycloakSession session, RealmModel realm, UserModel user) {
        return true;
    }

    @Override
    public void setRequiredActions(KeycloakSession session, RealmModel realm, UserModel user) {
        // Nothing is to be set up.
    }

    @Override
    public void close() {
        // Nothing is held.
    }
}
