package dev.daemun.standindetour;

import java.util.Set;
import org.keycloak.Config;
import org.keycloak.common.util.Environment;
import org.keycloak.headers.DefaultSecurityHeadersProvider;
import org.keycloak.headers.SecurityHeadersProvider;
import org.keycloak.headers.SecurityHeadersProviderFactory;
import org.keycloak.models.KeycloakSession;

/**
 * Replaces the provider of Keycloak's security headers, because no other extension sees every response. The headers
 * themselves are still Keycloak's.
 */
public final class DetourProviderFactory implements SecurityHeadersProviderFactory {
    private Detour detour;

    /** Stops Keycloak's start in any mode but development, so that no real user is ever led to a stand-in. */
    @Override
    public void init(Config.Scope config) {
        if (!Environment.isDevMode()) {
            throw new IllegalStateException("stand-in-detour is for `kc.sh start-dev` only: take its jar out of"
                    + " Keycloak's providers directory.");
        }
        String[] hosts = config.getArray("hosts");
        Integer port = config.getInt("port");
        if (hosts == null || port == null) {
            throw new IllegalStateException("stand-in-detour needs both options: --spi-security-headers--" + getId()
                    + "--hosts and --spi-security-headers--" + getId() + "--port.");
        }
        detour = new Detour(Set.of(hosts), port);
    }

    @Override
    public SecurityHeadersProvider create(KeycloakSession session) {
        return new DetourProvider(new DefaultSecurityHeadersProvider(session), detour);
    }

    @Override
    public String getId() {
        return "stand-in-detour";
    }

    /** Higher than that of Keycloak's own provider, which is 0, so that Keycloak takes this one. */
    @Override
    public int order() {
        return 1;
    }
}
