package dev.daemun.safelinking;

import org.keycloak.authentication.AuthenticationFlowContext;
import org.keycloak.authentication.authenticators.broker.IdpCreateUserIfUniqueAuthenticator;
import org.keycloak.authentication.authenticators.broker.util.ExistingUserInfo;
import org.keycloak.authentication.authenticators.broker.util.SerializedBrokeredIdentityContext;
import org.keycloak.broker.provider.BrokeredIdentityContext;
import org.keycloak.common.util.SecretGenerator;
import org.keycloak.models.RealmModel;
import org.keycloak.models.UserModel;
import org.keycloak.models.UserProvider;

/**
 * Makes a new account for somebody who comes through a provider for the first time, unless an existing account is theirs by
 * an address that both sides have verified: then the flow goes on and asks for proof.
 *
 * <p>Keycloak's own authenticator offers the existing account also where its address was never verified, or only its username is
 * the same. Then whoever took a name or an address first locks its owner out, or, where a link by mail is proof, keeps
 * their own password for an account that now has the owner's provider.
 */
final class CreateUserUnlessProvableAuthenticator extends IdpCreateUserIfUniqueAuthenticator {

    @Override
    protected String getUsername(
            AuthenticationFlowContext flow, SerializedBrokeredIdentityContext stored, BrokeredIdentityContext person) {
        String username = super.getUsername(flow, stored, person);
        RealmModel realm = flow.getRealm();
        if (username == null || realm.isRegistrationEmailAsUsername() || isFree(flow, username)) {
            return username;
        }
        String another = username + "_" + SecretGenerator.getInstance().randomString(8, SecretGenerator.DIGITS);
        stored.setModelUsername(another);
        keep(flow, stored);
        return another;
    }

    @Override
    protected ExistingUserInfo checkExistingUser(
            AuthenticationFlowContext flow,
            String username,
            SerializedBrokeredIdentityContext stored,
            BrokeredIdentityContext person) {
        ExistingUserInfo found = super.checkExistingUser(flow, username, stored, person);
        if (found == null) {
            return null;
        }
        UserModel existing = flow.getSession().users().getUserById(flow.getRealm(), found.getExistingUserId());
        if (existing.isEmailVerified()
                && person.getEmail() != null
                && person.getEmail().equalsIgnoreCase(existing.getEmail())
                && VerifiedAddress.isIn(person)) {
            return found;
        }
        if (flow.getRealm().isRegistrationEmailAsUsername()) {
            // Here the address is the account's name, so there can be no second one.
            return found;
        }
        // The address stays with whoever has it, and the new account does without.
        person.setEmail(null);
        stored.setEmail(null);
        keep(flow, stored);
        return null;
    }

    private static boolean isFree(AuthenticationFlowContext flow, String username) {
        UserProvider users = flow.getSession().users();
        RealmModel realm = flow.getRealm();
        return users.getUserByUsername(realm, username) == null
                && (username.indexOf('@') < 0 || users.getUserByEmail(realm, username) == null);
    }

    /** Keycloak reads it again when the flow is over, to link the account. */
    private static void keep(AuthenticationFlowContext flow, SerializedBrokeredIdentityContext stored) {
        stored.saveToAuthenticationSession(flow.getAuthenticationSession(), BROKERED_CONTEXT_NOTE);
    }
}
