package dev.daemun.systemtests;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.ws.rs.core.Response;
import java.util.Map;
import org.keycloak.admin.client.Keycloak;
import org.keycloak.representations.idm.IdentityProviderRepresentation;

/** An identity provider on the sign-in page of one test, removed when closed. Nobody signs in through it. */
record TestIdentityProvider(TestPlatform platform, String alias) implements AutoCloseable {
    static TestIdentityProvider create(TestPlatform platform, String alias, String type, String displayName) {
        IdentityProviderRepresentation provider = new IdentityProviderRepresentation();
        provider.setAlias(alias);
        provider.setProviderId(type);
        provider.setDisplayName(displayName);
        provider.setEnabled(true);
        provider.setConfig(Map.of(
                "clientId", "nobody",
                "clientSecret", "nothing",
                "authorizationUrl", "https://provider.invalid/authorize",
                "tokenUrl", "https://provider.invalid/token"));
        try (Keycloak admin = platform.admin();
                Response created = platform.realm(admin).identityProviders().create(provider)) {
            assertThat(created.getStatus()).isEqualTo(201);
            return new TestIdentityProvider(platform, alias);
        }
    }

    @Override
    public void close() {
        try (Keycloak admin = platform.admin()) {
            Withdrawal.removeProvider(platform.realm(admin), alias);
        }
    }
}
