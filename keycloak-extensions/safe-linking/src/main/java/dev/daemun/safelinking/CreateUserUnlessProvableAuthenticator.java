package dev.daemun.safelinking;

import org.keycloak.authentication.AuthenticationFlowContext;
import org.keycloak.authentication.authenticators.broker.IdpCreateUserIfUniqueAuthenticator;
import org.keycloak.authentication.authenticators.broker.util.ExistingUserInfo;
import org.keycloak.authentication.authenticators.broker.util.SerializedBrokeredIdentityContext;
import org.keycloak.broker.provider.BrokeredIdentityContext;
import org.keycloak.common.util.SecretGenerator;
import org.keycloak.models.ModelDuplicateException;
import org.keycloak.models.RealmModel;
import org.keycloak.models.UserModel;
import org.keycloak.models.UserProvider;

/**
 * Creates an account for somebody who comes through a provider for the first time, unless an existing account has the same
 * address and both sides have verified it. Then the flow goes on and asks for proof.
 *
 * <p>Keycloak's own authenticator also offers an account whose address was never verified, or that merely has the same
 * username. Whoever registers a name or an address first would then lock its owner out; and where a link by mail is proof, they
 * would keep a password for an account that is now linked to the owner's provider.
 */
final class CreateUserUnlessProvableAuthenticator extends IdpCreateUserIfUniqueAuthenticator {

    @Override
    protected void authenticateImpl(
            AuthenticationFlowContext flow, SerializedBrokeredIdentityContext stored, BrokeredIdentityContext person) {
        FirstSignIn signIn = new FirstSignIn(flow, stored, person);
        if (signIn.finishWhereLinked()) {
            return;
        }
        ProviderAddress.markWhereReplaced(person, flow.getAuthenticationSession());
        try {
            super.authenticateImpl(flow, stored, person);
        } catch (ModelDuplicateException e) {
            // Another sign-in took the username or the address between our look and our insert.
            signIn.startOver();
        }
    }

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
        if (new FirstSignIn(flow, stored, person).isLinked()) {
            // What was found may be the account that another browser of this person has created since our first look.
            throw new ModelDuplicateException("The identity has been linked meanwhile");
        }
        UserModel existing = flow.getSession().users().getUserById(flow.getRealm(), found.getExistingUserId());
        if (existing.isEmailVerified()
                && person.getEmail() != null
                && person.getEmail().equalsIgnoreCase(existing.getEmail())
                && VerifiedAddress.isIn(person)) {
            return found;
        }
        if (flow.getRealm().isRegistrationEmailAsUsername()) {
            // In such a realm the address is the username, so there can be no second account.
            return found;
        }
        // The existing account keeps the address, and the new one is created without any.
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

    /** Later steps read it again from the authentication session. */
    private static void keep(AuthenticationFlowContext flow, SerializedBrokeredIdentityContext stored) {
        stored.saveToAuthenticationSession(flow.getAuthenticationSession(), BROKERED_CONTEXT_NOTE);
    }
}
