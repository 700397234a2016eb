package dev.daemun.upstreamsignals.held;

import java.util.List;
import org.keycloak.Config;
import org.keycloak.authentication.authenticators.conditional.ConditionalAuthenticator;
import org.keycloak.authentication.authenticators.conditional.ConditionalAuthenticatorFactory;
import org.keycloak.models.AuthenticationExecutionModel.Requirement;
import org.keycloak.models.FederatedIdentityModel.FederatedIdentityRemovedEvent;
import org.keycloak.models.IdentityProviderModel;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.KeycloakSessionFactory;
import org.keycloak.provider.ProviderConfigProperty;

/**
 * Makes the condition "held at the provider" known to flows. When a link is removed here, by an administrator or by the person, the hold ends
 * with it: the next sign-in through that account is then a first one, which needs its own proof.
 */
public final class HeldConditionFactory implements ConditionalAuthenticatorFactory {
    /** Set on a Keycloak session while it removes a link that the provider itself has ended. */
    public static final String ENDED_UPSTREAM = "daemun.link-ended-upstream";

    private static final ConditionalAuthenticator CONDITION = new HeldCondition();

    @Override
    public String getId() {
        return "daemun-held-at-provider";
    }

    @Override
    public String getDisplayType() {
        return "Condition - sign-in is held at the provider";
    }

    @Override
    public String getHelpText() {
        return "For the post-login flow of an identity provider: true while that provider has reported the person's account there as"
                + " disabled, deleted or compromised.";
    }

    @Override
    public ConditionalAuthenticator getSingleton() {
        return CONDITION;
    }

    @Override
    public void postInit(KeycloakSessionFactory sessions) {
        sessions.register(event -> {
            if (event instanceof FederatedIdentityRemovedEvent removed
                    && removed.getKeycloakSession().getAttribute(ENDED_UPSTREAM) == null) {
                release(removed);
            }
        });
    }

    private static void release(FederatedIdentityRemovedEvent removed) {
        KeycloakSession session = removed.getKeycloakSession();
        String externalId = removed.getFederatedIdentity().getUserId();
        IdentityProviderModel provider = session.identityProviders()
                .getByAlias(removed.getFederatedIdentity().getIdentityProvider());
        if (provider != null) {
            new HeldIdentities(session).release(provider.getInternalId(), externalId);
        }
    }

    @Override
    public boolean isConfigurable() {
        return false;
    }

    @Override
    public List<ProviderConfigProperty> getConfigProperties() {
        return List.of();
    }

    @Override
    public boolean isUserSetupAllowed() {
        return false;
    }

    @Override
    public Requirement[] getRequirementChoices() {
        return new Requirement[] {Requirement.REQUIRED, Requirement.DISABLED};
    }

    @Override
    public void init(Config.Scope config) {
        // Nothing to configure.
    }

    @Override
    public void close() {
        // Nothing is held.
    }
}
