package dev.daemun.safelinking;

import org.keycloak.authentication.Authenticator;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.KeycloakSessionFactory;

/** The step {@code daemun-remember-provider-address}, for the beginning of a first-broker-login flow. */
public final class RememberProviderAddressAuthenticatorFactory extends StepFactory {
    static final String PROVIDER_ID = "daemun-remember-provider-address";

    private static final Authenticator SINGLETON = new RememberProviderAddressAuthenticator();

    /** Called by Keycloak's provider loader. */
    public RememberProviderAddressAuthenticatorFactory() {
        super(
                PROVIDER_ID,
                "Remember The Provider's Address",
                "Put this first. Remembers the e-mail address that the provider gave, so that one that the person types"
                        + " later is not taken for the provider's. Without it no existing account is offered.");
    }

    @Override
    public Authenticator create(KeycloakSession session) {
        return SINGLETON;
    }

    @Override
    public void postInit(KeycloakSessionFactory factory) {
        factory.register(new OneAccountPerIdentity());
    }
}
