package dev.daemun.kakao.settings;

import java.util.Optional;
import org.keycloak.broker.oidc.OAuth2IdentityProviderConfig;
import org.keycloak.models.IdentityProviderModel;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;
import org.keycloak.protocol.oidc.OIDCLoginProtocol;
import org.keycloak.vault.VaultStringSecret;

/** Settings of a Kakao provider. Where Kakao accepts one value only, the setting has no effect. */
public final class KakaoIdentityProviderConfig extends OAuth2IdentityProviderConfig {

    /** Keycloak's name for this kind of provider. */
    public static final String PROVIDER_ID = "kakao";

    /** Name of the setting read by {@link #adminKey}. */
    public static final String ADMIN_KEY = "adminKey";

    /** Name of the setting with the number of the app in Kakao's console, which the module upstream-signals reads. */
    public static final String APP_ID = "appId";

    /** Name of the setting read by {@link #reopensAfterUnlink}. */
    public static final String REOPEN_AFTER_UNLINK = "reopenAfterUnlink";

    /** Name of the setting read by {@link #daysUntilDeletionAfterUnlink}. */
    public static final String DELETE_AFTER_UNLINK_DAYS = "deleteAfterUnlinkDays";

    /** Settings not stored yet, as Keycloak asks for them. */
    public KakaoIdentityProviderConfig() {}

    /** The settings that Keycloak has stored. */
    public KakaoIdentityProviderConfig(IdentityProviderModel model) {
        super(model);
    }

    /** Whether these are settings of a Kakao provider. */
    public static boolean isKakao(IdentityProviderModel model) {
        return PROVIDER_ID.equals(model.getProviderId());
    }

    /** The app's primary admin key, through Keycloak's vault where it is kept there; nothing when not set. */
    public Optional<String> adminKey(KeycloakSession session) {
        String configured = getConfig().get(ADMIN_KEY);
        if (configured == null || configured.isBlank()) {
            return Optional.empty();
        }
        try (VaultStringSecret secret = session.vault().getStringSecret(configured)) {
            return Optional.of(secret.get().orElse(configured));
        }
    }

    /** Whether somebody who ended the link at Kakao and comes back finds the same account. True where nothing is set. */
    public boolean reopensAfterUnlink() {
        return !"false".equals(getConfig().get(REOPEN_AFTER_UNLINK));
    }

    /** After how many days an account is deleted whose link was ended at Kakao; nothing where it is kept. */
    public Optional<Integer> daysUntilDeletionAfterUnlink() {
        return Optional.ofNullable(getConfig().get(DELETE_AFTER_UNLINK_DAYS))
                .filter(days -> days.matches("[0-9]{1,5}"))
                .map(Integer::valueOf);
    }

    /**
     * Refuses a value that is no number of days. Without this check such a value would silently keep all accounts.
     *
     * @throws IllegalArgumentException with the sentence that the admin console shows
     */
    @Override
    public void validate(RealmModel realm) {
        super.validate(realm);
        String days = getConfig().get(DELETE_AFTER_UNLINK_DAYS);
        if (days != null && !days.isBlank() && daysUntilDeletionAfterUnlink().isEmpty()) {
            throw new IllegalArgumentException(
                    DELETE_AFTER_UNLINK_DAYS + " must be a whole number of days from 0 to 99999, or empty");
        }
    }

    @Override
    public String getClientAuthMethod() {
        // Kakao answers HTTP Basic with KOE101, as though no client id had been sent.
        return OIDCLoginProtocol.CLIENT_SECRET_POST;
    }

    @Override
    public boolean isPkceEnabled() {
        return true;
    }

    @Override
    public String getPkceMethod() {
        return "S256";
    }
}
