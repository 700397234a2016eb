package dev.daemun.apple.settings;

import dev.daemun.brokering.LeavingSettings;
import dev.daemun.brokering.ProviderKind;
import java.util.regex.Pattern;
import org.keycloak.broker.oidc.OAuth2IdentityProviderConfig;
import org.keycloak.models.IdentityProviderModel;
import org.keycloak.models.RealmModel;
import org.keycloak.protocol.oidc.OIDCLoginProtocol;

/** Settings of an Apple provider. Where Apple accepts one value only, the setting has no effect. */
public final class AppleIdentityProviderConfig extends OAuth2IdentityProviderConfig {
    private static final long serialVersionUID = 1L;

    /** Keycloak's name for this kind of provider. */
    public static final String PROVIDER_ID = "apple";

    /** What the module brokering knows of Apple. */
    public static final ProviderKind KIND = new ProviderKind(PROVIDER_ID, "Apple", "Apple");

    /** Name of the setting with the ten characters that name the developer team. */
    public static final String TEAM_ID = "teamId";

    /** Name of the setting with the ten characters that name the key. */
    public static final String KEY_ID = "keyId";

    /** Name of the setting that says where the private key is. */
    public static final String KEY_FILE = "keyFile";

    /** The keys that Apple publishes. */
    public static final String KEYS_URL = "https://appleid.apple.com/auth/keys";

    /** The issuer of Apple's tokens, and the audience of client secrets. */
    public static final String ISSUER = "https://appleid.apple.com";

    /** Where a person's consent is ended. */
    public static final String REVOCATION_URL = ISSUER + "/auth/revoke";

    /** What a PEM file has in its first line, and how the base64 of a key of Apple's begins, with or without the public key. */
    private static final Pattern PRIVATE_KEY =
            Pattern.compile("PRIVATE KEY|MI[A-Z0-9]{2}AgEAMBMGByqGSM49AgEGCCqGSM49AwEH");

    private static final String AUTHORIZATION_URL = ISSUER + "/auth/authorize";
    private static final String TOKEN_URL = ISSUER + "/auth/token";

    /** Settings not stored yet, as Keycloak asks for them. */
    public AppleIdentityProviderConfig() {}

    /** The settings that Keycloak has stored. */
    public AppleIdentityProviderConfig(IdentityProviderModel model) {
        super(model);
    }

    /** The ten characters that name the developer team; empty where not set. */
    public String getTeamId() {
        return text(TEAM_ID);
    }

    /** The ten characters that name the key; empty where not set. */
    public String getKeyId() {
        return text(KEY_ID);
    }

    /** The path of the key file, or {@code ${vault.name}}; empty where not set. */
    public String getKeyFile() {
        return text(KEY_FILE);
    }

    /**
     * Refuses settings with which nobody could sign in, and a key in the place of its file, since settings are shown to administrators and
     * exported.
     *
     * @throws IllegalArgumentException with the sentence that the admin console shows
     */
    @Override
    public void validate(RealmModel realm) {
        getConfig().forEach(AppleIdentityProviderConfig::refuseKey);
        super.validate(realm);
        new LeavingSettings(this).validate();
        requireIdentifier(TEAM_ID, getTeamId());
        requireIdentifier(KEY_ID, getKeyId());
        boolean isPath = getKeyFile().startsWith("/") || getKeyFile().matches("[A-Za-z]:[/\\\\].*");
        boolean isInVault = getKeyFile().matches("\\$\\{vault\\.[^}]+}");
        if (!isPath && !isInVault) {
            throw new IllegalArgumentException(KEY_FILE
                    + " must be the absolute path of the .p8 file on Keycloak's machine, or a reference to the vault"
                    + " such as ${vault.apple-key}; the key itself does not belong into the settings");
        }
    }

    private static void refuseKey(String name, String value) {
        if (value != null && PRIVATE_KEY.matcher(value).find()) {
            throw new IllegalArgumentException(name + " must not be the private key: " + KEY_FILE
                    + " names the file with it, since settings are shown to administrators and exported");
        }
    }

    private static void requireIdentifier(String name, String value) {
        if (!value.matches("[A-Za-z0-9]{10}")) {
            throw new IllegalArgumentException(
                    name + " must be the ten letters and digits that developer.apple.com shows");
        }
    }

    private String text(String name) {
        String value = getConfig().get(name);
        return value == null ? "" : value.strip();
    }

    @Override
    public String getAuthorizationUrl() {
        return AUTHORIZATION_URL;
    }

    @Override
    public String getTokenUrl() {
        return TOKEN_URL;
    }

    @Override
    public String getClientAuthMethod() {
        return OIDCLoginProtocol.CLIENT_SECRET_POST;
    }

    @Override
    public boolean isPkceEnabled() {
        // Apple documents none, and Keycloak looks for the verifier's state in the query only, where a posted answer
        // has none.
        return false;
    }
}
