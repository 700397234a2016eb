package dev.daemun.upstreamsignals.held;

import java.util.List;
import org.keycloak.Config;
import org.keycloak.authentication.Authenticator;
import org.keycloak.authentication.AuthenticatorFactory;
import org.keycloak.models.AuthenticationExecutionModel.Requirement;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.KeycloakSessionFactory;
import org.keycloak.provider.ProviderConfigProperty;

/** Makes {@link ReleaseAuthenticator} known to flows. */
public final class ReleaseAuthenticatorFactory implements AuthenticatorFactory {
    @Override
    public String getId() {
        return "daemun-release-held-sign-in";
    }

    @Override
    public String getDisplayType() {
        return "Release sign-in held at the provider";
    }

    @Override
    public String getHelpText() {
        return "Lets the person sign in through the provider again. Put it after the steps that ask for another proof.";
    }

    @Override
    public String getReferenceCategory() {
        return null;
    }

    @Override
    public Authenticator create(KeycloakSession session) {
        return new ReleaseAuthenticator();
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
    public void postInit(KeycloakSessionFactory factory) {
        // Nothing to wait for.
    }

    @Override
    public void close() {
        // Nothing is held.
    }
}
