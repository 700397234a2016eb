package dev.daemun.apple.settings;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.keycloak.common.util.Time;
import org.keycloak.jose.jws.JWSBuilder;
import org.keycloak.models.KeycloakSession;
import org.keycloak.representations.JsonWebToken;
import org.keycloak.vault.VaultStringSecret;

/**
 * Client secrets for Apple: JWTs that the private key signs (developer.apple.com, "Creating a client secret"). Each is used for an hour,
 * though Apple would take it for six months, and a new one is signed in time.
 */
public final class ClientSecrets {
    private static final Duration LIFETIME = Duration.ofHours(1);
    private static final Duration RENEWED_BEFORE = Duration.ofMinutes(10);

    /** Far more than a server has Apple providers; settings that change leave old ones behind. */
    private static final int MOST = 256;

    private record Signed(String secret, long expiration) {}

    /** Everything that a secret is made of: changed settings lead to a new one. */
    private record Settings(String realm, String clientId, String teamId, String keyId, String keyFile) {
        static Settings of(KeycloakSession session, AppleIdentityProviderConfig config) {
            return new Settings(
                    session.getContext().getRealm().getId(),
                    config.getClientId(),
                    config.getTeamId(),
                    config.getKeyId(),
                    config.getKeyFile());
        }
    }

    private final Map<Settings, Signed> signed = new ConcurrentHashMap<>();

    /**
     * A secret that is good for ten minutes more at least.
     *
     * @throws UnusableKeyException when the key can't be read
     */
    public String secret(KeycloakSession session, AppleIdentityProviderConfig config) throws UnusableKeyException {
        Settings settings = Settings.of(session, config);
        Signed known = signed.get(settings);
        if (known != null && known.expiration() - RENEWED_BEFORE.toSeconds() > Time.currentTimeSeconds()) {
            return known.secret();
        }
        if (signed.size() >= MOST) {
            signed.clear();
        }
        Signed fresh = sign(key(session, config), config);
        signed.put(settings, fresh);
        return fresh.secret();
    }

    /** Has the key read again next time, because Apple has refused the secret: its file may have been replaced. */
    public void forget(KeycloakSession session, AppleIdentityProviderConfig config) {
        signed.remove(Settings.of(session, config));
    }

    private static SigningKey key(KeycloakSession session, AppleIdentityProviderConfig config)
            throws UnusableKeyException {
        String keyFile = config.getKeyFile();
        if (keyFile.startsWith("${vault.")) {
            try (VaultStringSecret secret = session.vault().getStringSecret(keyFile)) {
                Optional<String> pem = secret.get();
                // Where the vault has no such entry, Keycloak hands the reference back.
                if (pem.isEmpty() || pem.get().equals(keyFile)) {
                    throw new UnusableKeyException("the vault has no entry for the reference in the setting keyFile");
                }
                return SigningKey.of(pem.get(), config.getKeyId());
            }
        }
        if (keyFile.isEmpty()) {
            throw new UnusableKeyException("the setting keyFile is empty: set it to the path of Apple's .p8 file");
        }
        try {
            return SigningKey.in(Path.of(keyFile), config.getKeyId());
        } catch (InvalidPathException e) {
            throw new UnusableKeyException("the setting keyFile is no path: set it to the path of Apple's .p8 file");
        }
    }

    private static Signed sign(SigningKey key, AppleIdentityProviderConfig config) {
        long now = Time.currentTimeSeconds();
        long expiration = now + LIFETIME.toSeconds();
        JsonWebToken claims = new JsonWebToken()
                .issuer(config.getTeamId())
                .subject(config.getClientId())
                .audience(AppleIdentityProviderConfig.ISSUER)
                .iat(now)
                .exp(expiration);
        return new Signed(new JWSBuilder().jsonContent(claims).sign(key), expiration);
    }
}
