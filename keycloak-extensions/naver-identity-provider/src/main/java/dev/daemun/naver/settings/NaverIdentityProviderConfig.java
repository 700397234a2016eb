package dev.daemun.naver.settings;

import dev.daemun.brokering.LeavingSettings;
import dev.daemun.brokering.ProviderKind;
import dev.daemun.brokering.VaultedSecret;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import org.keycloak.broker.oidc.OAuth2IdentityProviderConfig;
import org.keycloak.models.IdentityProviderModel;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;
import org.keycloak.protocol.oidc.OIDCLoginProtocol;

/** Settings of a Naver provider. Where Naver accepts one value only, the setting has no effect. */
public final class NaverIdentityProviderConfig extends OAuth2IdentityProviderConfig {
    /** Keycloak's name for this kind of provider. */
    public static final String PROVIDER_ID = "naver";

    /** What the module brokering knows of Naver. */
    public static final ProviderKind KIND = new ProviderKind(PROVIDER_ID, "Naver", "네이버");

    /** Name of the setting read by {@link #usesOpenIdConnect}. */
    public static final String OPENID_CONNECT = "openIdConnect";

    /** Name of the setting read by {@link #comparesSubject}. */
    public static final String COMPARE_SUBJECT = "compareSubject";

    /** Name of the setting read by {@link #authType}. */
    public static final String AUTH_TYPE = "authType";

    /** Name of the setting read by {@link #checksTokensEach}. */
    public static final String CHECK_TOKENS_HOURS = "checkTokensHours";

    /** The values of Naver's parameter {@code auth_type}. */
    public static final Set<String> AUTH_TYPES = Set.of("reprompt", "reauthenticate", "autologin");

    private static final String NAVER = "https://nid.naver.com";
    private static final Duration A_DAY = Duration.ofHours(24);

    /** Settings not stored yet, as Keycloak asks for them. */
    public NaverIdentityProviderConfig() {}

    /** The settings that Keycloak has stored. */
    public NaverIdentityProviderConfig(IdentityProviderModel model) {
        super(model);
    }

    /** Whether OpenID Connect is on for the app in Naver's console; false where nothing is set. */
    public boolean usesOpenIdConnect() {
        return Boolean.parseBoolean(getConfig().get(OPENID_CONNECT));
    }

    /** Whether an ID token has to name the person by the same id as the profile; Naver documents neither. */
    public boolean comparesSubject() {
        return Boolean.parseBoolean(getConfig().get(COMPARE_SUBJECT));
    }

    /** What Naver is to ask the person in any case; nothing where the client's request decides. */
    public Optional<String> authType() {
        return Optional.ofNullable(getConfig().get(AUTH_TYPE)).filter(AUTH_TYPES::contains);
    }

    /**
     * What Naver is asked to ask the person in the classic mode: what the setting says, and otherwise what a client's {@code prompt} (OpenID
     * Connect Core 3.1.2.1) means there.
     *
     * @param prompt may be null
     */
    public Optional<String> authTypeFor(String prompt) {
        return authType().or(() -> switch (prompt == null ? "" : prompt) {
            case "login" -> Optional.of("reauthenticate");
            case "consent" -> Optional.of("reprompt");
            default -> Optional.empty();
        });
    }

    /** How far the beginnings of two checks of all stored tokens are apart; nothing where there are none. */
    public Optional<Duration> checksTokensEach() {
        String hours = getConfig().get(CHECK_TOKENS_HOURS);
        if (hours == null || hours.isBlank()) {
            return Optional.of(A_DAY);
        }
        return isNumber(hours) && Integer.parseInt(hours) > 0
                ? Optional.of(Duration.ofHours(Integer.parseInt(hours)))
                : Optional.empty();
    }

    /** The client secret, through Keycloak's vault where it is kept there. */
    public Optional<String> secret(KeycloakSession session) {
        return VaultedSecret.of(session, getClientSecret());
    }

    /**
     * Refuses what would silently have no effect, or would let an address open an account that nobody has proved to own.
     *
     * @throws IllegalArgumentException with the sentence that the admin console shows
     */
    @Override
    public void validate(RealmModel realm) {
        super.validate(realm);
        new LeavingSettings(this).validate();
        String hours = getConfig().get(CHECK_TOKENS_HOURS);
        if (hours != null && !hours.isBlank() && !isNumber(hours)) {
            throw new IllegalArgumentException(
                    CHECK_TOKENS_HOURS + " must be a whole number of hours from 0 to 9999, or empty");
        }
        String authType = getConfig().get(AUTH_TYPE);
        if (authType != null && !authType.isBlank() && authType().isEmpty()) {
            throw new IllegalArgumentException(AUTH_TYPE + " must be reprompt, reauthenticate or autologin, or empty");
        }
        if (Boolean.TRUE.equals(isTrustEmail())) {
            throw new IllegalArgumentException(
                    "Trust email must be off for Naver, which does not say whether somebody has confirmed an address");
        }
    }

    private static boolean isNumber(String hours) {
        return hours.matches("[0-9]{1,4}");
    }

    @Override
    public String getAuthorizationUrl() {
        return NAVER + (usesOpenIdConnect() ? "/oauth2/authorize" : "/oauth2.0/authorize");
    }

    @Override
    public String getTokenUrl() {
        return NAVER + (usesOpenIdConnect() ? "/oauth2/token" : "/oauth2.0/token");
    }

    @Override
    public String getClientAuthMethod() {
        return OIDCLoginProtocol.CLIENT_SECRET_POST;
    }

    @Override
    public boolean isPkceEnabled() {
        return usesOpenIdConnect();
    }

    @Override
    public String getPkceMethod() {
        return "S256";
    }
}
