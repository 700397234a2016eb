package dev.daemun.safelinking;

import org.keycloak.authentication.Authenticator;
import org.keycloak.models.KeycloakSession;

/** The step {@code daemun-link-account}, for the end of a first-broker-login flow. */
public final class LinkAccountAuthenticatorFactory extends StepFactory {
    static final String PROVIDER_ID = "daemun-link-account";

    private static final Authenticator SINGLETON = new LinkAccountAuthenticator();

    /** Called by Keycloak's provider loader. */
    public LinkAccountAuthenticatorFactory() {
        super(
                PROVIDER_ID,
                "Link The Account At Once",
                "Put this last. Links the account in the transaction that created it, so that nobody who closes the"
                        + " browser leaves an account behind that no sign-in finds.");
    }

    @Override
    public Authenticator create(KeycloakSession session) {
        return SINGLETON;
    }
}
