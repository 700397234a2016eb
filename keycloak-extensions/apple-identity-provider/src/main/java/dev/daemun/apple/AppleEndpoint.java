package dev.daemun.apple;

import dev.daemun.brokering.SignInEndpoint;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.FormParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import org.keycloak.OAuth2Constants;
import org.keycloak.OAuthErrorException;
import org.keycloak.broker.oidc.AbstractOAuth2IdentityProvider;
import org.keycloak.broker.provider.UserAuthenticationIdentityProvider.AuthenticationCallback;
import org.keycloak.events.EventBuilder;
import org.keycloak.models.RealmModel;

/**
 * Where Apple has the browser post its answer, from Apple's site to this one. Keycloak's cookies of a sign-in come along, because they are set with
 * {@code SameSite=None}, and therefore by HTTPS or on localhost only.
 *
 * <p>Keycloak finds the method only because the jar has an empty {@code META-INF/beans.xml}; otherwise it answers the POST with 405.
 */
public final class AppleEndpoint extends SignInEndpoint {
    /** Apple's own word for what OAuth calls {@code access_denied}. */
    private static final String CANCELLED = "user_cancelled_authorize";

    private final AppleIdentityProvider apple;

    AppleEndpoint(AuthenticationCallback callback, RealmModel realm, EventBuilder event, AppleIdentityProvider apple) {
        super(callback, realm, event, apple);
        this.apple = apple;
    }

    /** The answer in a form (OAuth 2.0 Form Post Response Mode). */
    @POST
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    public Response posted(
            @FormParam(AbstractOAuth2IdentityProvider.OAUTH2_PARAMETER_STATE) String state,
            @FormParam(AbstractOAuth2IdentityProvider.OAUTH2_PARAMETER_CODE) String code,
            @FormParam(OAuth2Constants.ERROR) String error) {
        // Before anything that may fail, and also where the sign-in has expired: the name does not come again.
        apple.keepName();
        return authResponse(state, code, CANCELLED.equals(error) ? OAuthErrorException.ACCESS_DENIED : error, null);
    }
}
