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

/** The executor {@code daemun-access-token-type} for client profiles. */
public final class AccessTokenTypeFactory
        implements ClientPolicyExecutorProviderFactory, ServerInfoAwareProviderFactory {
    @Override
    public ClientPolicyExecutorProvider<?> create(KeycloakSession session) {
        return new AccessTokenType();
    }

    @Override
    public String getId() {
        return AccessTokenType.ID;
    }

    @Override
    public Map<String, String> getOperationalInfo() {
        return Map.of(
                "version",
                Objects.requireNonNullElse(
                        AccessTokenTypeFactory.class.getPackage().getImplementationVersion(), "unknown"));
    }

    @Override
    public String getHelpText() {
        return "Access tokens of new OpenID Connect clients have the type at+jwt (RFC 9068), unless the client says otherwise.";
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
