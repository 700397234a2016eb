package dev.daemun.safelinking;

import org.keycloak.authentication.Authenticator;
import org.keycloak.authentication.authenticators.broker.IdpCreateUserIfUniqueAuthenticatorFactory;
import org.keycloak.models.KeycloakSession;

/** Makes {@code daemun-create-user-unless-provable} known to Keycloak, for first-broker-login flows. */
public final class CreateUserUnlessProvableAuthenticatorFactory extends IdpCreateUserIfUniqueAuthenticatorFactory {
    static final String PROVIDER_ID = "daemun-create-user-unless-provable";

    private static final Authenticator SINGLETON = new CreateUserUnlessProvableAuthenticator();

    @Override
    public Authenticator create(KeycloakSession session) {
        return SINGLETON;
    }

    @Override
    public String getId() {
        return PROVIDER_ID;
    }

    @Override
    public String getDisplayType() {
        return "Create User Unless An Account Can Be Proven";
    }

    @Override
    public String getHelpText() {
        return "Creates a new account, unless there is one whose verified e-mail the provider has verified too. An unverified"
                + " e-mail or a username is no reason to offer somebody else's account.";
    }
}
