package dev.daemun.brokering;

import java.util.Optional;
import org.keycloak.models.KeycloakSession;
import org.keycloak.vault.VaultStringSecret;

/** A secret among a provider's settings, which may be a reference to Keycloak's vault. */
public final class VaultedSecret {
    private VaultedSecret() {}

    /** What the setting means: the vault's text where it names one, and otherwise itself; nothing where it is empty. */
    public static Optional<String> of(KeycloakSession session, String configured) {
        if (configured == null || configured.isBlank()) {
            return Optional.empty();
        }
        try (VaultStringSecret secret = session.vault().getStringSecret(configured)) {
            return Optional.of(secret.get().orElse(configured));
        }
    }
}
