package dev.daemun.tokenmappers;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.keycloak.Config;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.KeycloakSessionFactory;
import org.keycloak.provider.ProviderConfigProperty;
import org.keycloak.provider.ServerInfoAwareProviderFactory;
import org.keycloak.services.clientpolicy.executor.ClientPolicyExecutorProvider;
import org.keycloak.services.clientpolicy.executor.ClientPolicyExecutorProviderFactory;

/** The executor {@code daemun-no-full-scope} for client profiles. */
public final class NoFullScopeFactory implements ClientPolicyExecutorProviderFactory, ServerInfoAwareProviderFactory {
    @Override
    public ClientPolicyExecutorProvider<?> create(KeycloakSession session) {
        return new NoFullScope();
    }

    @Override
    public String getId() {
        return NoFullScope.ID;
    }

    @Override
    public Map<String, String> getOperationalInfo() {
        return Map.of(
                "version",
                Objects.requireNonNullElse(
                        NoFullScopeFactory.class.getPackage().getImplementationVersion(), "unknown"));
    }

    @Override
    public String getHelpText() {
        return "No client but the admin console may have full scope: who makes or saves one finds it switched off.";
    }

    @Override
    public List<ProviderConfigProperty> getConfigProperties() {
        return List.of();
    }

    @Override
    public void init(Config.Scope config) {}

    @Override
    public void postInit(KeycloakSessionFactory factory) {}

    @Override
    public void close() {}
}
