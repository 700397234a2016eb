package dev.daemun.kakao.settings;

import dev.daemun.brokering.LeavingSettings;
import dev.daemun.brokering.ProviderKind;
import dev.daemun.brokering.VaultedSecret;
import java.util.Optional;
import org.keycloak.broker.oidc.OAuth2IdentityProviderConfig;
import org.keycloak.models.IdentityProviderModel;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;
import org.keycloak.protocol.oidc.OIDCLoginProtocol;

/** Settings of a Kakao provider. Where Kakao accepts one value only, the setting has no effect. */
public final class KakaoIdentityProviderConfig extends OAuth2IdentityProviderConfig {

    /** Keycloak's name for this kind of provider. */
    public static final String PROVIDER_ID = "kakao";

    /** What the module brokering knows of Kakao. */
    public static final ProviderKind KIND = new ProviderKind(PROVIDER_ID, "Kakao", "카카오");

    /** Name of the setting read by {@link #adminKey}. */
    public static final String ADMIN_KEY = "adminKey";

    /** Name of the setting with the number of the app in Kakao's console, which the module upstream-signals reads. */
    public static final String APP_ID = "appId";

    /** Settings not stored yet, as Keycloak asks for them. */
    public KakaoIdentityProviderConfig() {}

    /** The settings that Keycloak has stored. */
    public KakaoIdentityProviderConfig(IdentityProviderModel model) {
        super(model);
    }

    /** The app's primary admin key, through Keycloak's vault where it is kept there; nothing when not set. */
    public Optional<String> adminKey(KeycloakSession session) {
        return VaultedSecret.of(session, getConfig().get(ADMIN_KEY));
    }

    /**
     * Refuses what would silently have no effect.
     *
     * @throws IllegalArgumentException with the sentence that the admin console shows
     */
    @Override
    public void validate(RealmModel realm) {
        super.validate(realm);
        new LeavingSettings(this).validate();
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
