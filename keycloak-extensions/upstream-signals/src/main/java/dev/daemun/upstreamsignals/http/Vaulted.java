package dev.daemun.upstreamsignals.http;

import java.util.Optional;
import org.keycloak.models.KeycloakSession;
import org.keycloak.vault.VaultStringSecret;

/** Secrets among a provider's settings, which may be references to Keycloak's vault. */
final class Vaulted {
    private Vaulted() {}

    static Optional<String> secret(KeycloakSession session, String configured) {
        if (configured == null || configured.isBlank()) {
            return Optional.empty();
        }
        try (VaultStringSecret secret = session.vault().getStringSecret(configured)) {
            return Optional.of(secret.get().orElse(configured));
        }
    }
}
