package dev.daemun.upstreamsignals.held;

import org.keycloak.authentication.AuthenticationFlowContext;
import org.keycloak.authentication.authenticators.conditional.ConditionalAuthenticator;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;
import org.keycloak.models.UserModel;

/** True in a post-login flow while sign-in through the provider's account is held. */
final class HeldCondition implements ConditionalAuthenticator {
    @Override
    public boolean matchCondition(AuthenticationFlowContext flow) {
        return BrokeredSignIn.of(flow).map(BrokeredSignIn::isHeld).orElse(false);
    }

    @Override
    public void action(AuthenticationFlowContext flow) {
        // A condition shows no page.
    }

    @Override
    public boolean requiresUser() {
        return false;
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
