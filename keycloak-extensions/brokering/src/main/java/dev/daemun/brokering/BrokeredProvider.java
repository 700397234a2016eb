package dev.daemun.brokering;

import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriBuilder;
import org.jboss.logging.Logger;
import org.keycloak.OAuth2Constants;
import org.keycloak.broker.oidc.AbstractOAuth2IdentityProvider;
import org.keycloak.broker.oidc.OAuth2IdentityProviderConfig;
import org.keycloak.broker.provider.AuthenticationRequest;
import org.keycloak.broker.provider.BrokeredIdentityContext;
import org.keycloak.broker.social.SocialIdentityProvider;
import org.keycloak.common.util.Base64Url;
import org.keycloak.common.util.SecretGenerator;
import org.keycloak.common.util.Time;
import org.keycloak.events.EventBuilder;
import org.keycloak.http.simple.SimpleHttpRequest;
import org.keycloak.models.FederatedIdentityModel;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;
import org.keycloak.models.UserModel;
import org.keycloak.protocol.oidc.OIDCLoginProtocol;
import org.keycloak.representations.idm.ErrorRepresentation;
import org.keycloak.sessions.AuthenticationSessionModel;

/**
 * What signing in through each of these providers has in common, where Keycloak's own base class would log an answer with its tokens,
 * lose what a refresh leaves out, or end a sign-in without a word that a person understands.
 *
 * @param <C> the provider's settings
 */
public abstract class BrokeredProvider<C extends OAuth2IdentityProviderConfig> extends AbstractOAuth2IdentityProvider<C>
        implements SocialIdentityProvider<C> {
    private static final Logger LOG = Logger.getLogger(BrokeredProvider.class);

    private final ProviderKind kind;

    protected BrokeredProvider(KeycloakSession session, C config, ProviderKind kind) {
        super(session, config);
        this.kind = kind;
    }

    /**
     * Sends a request to the token endpoint.
     *
     * @throws ProviderRefusal when no tokens came
     */
    protected abstract TokenAnswer token(SimpleHttpRequest request);

    /** Completes the request that exchanges a code, for a provider that asks for more than RFC 6749 section 4.1.3 does. */
    protected SimpleHttpRequest codeRequest(SimpleHttpRequest request, String state) {
        return request;
    }

    /**
     * Finds out who signed in.
     *
     * @throws org.keycloak.broker.provider.IdentityBrokerException when the provider does not say it, or says something that does not hold
     */
    protected abstract BrokeredIdentityContext identify(TokenAnswer answer, AuthenticationSessionModel signIn);

    /** The values of {@code prompt} that the provider accepts. */
    protected abstract Prompt prompt();

    /** What the provider is, for messages and settings. */
    public final ProviderKind kind() {
        return kind;
    }

    final KeycloakSession session() {
        return session;
    }

    @Override
    protected String getDefaultScopes() {
        return "";
    }

    /** Without {@code scope} where none is set, with a nonce, and with no other value of {@code prompt} than the provider knows. */
    @Override
    protected UriBuilder createAuthorizationUrl(AuthenticationRequest request) {
        UriBuilder url = super.createAuthorizationUrl(request);
        String scope = getConfig().getDefaultScope();
        if (scope == null || scope.isBlank()) {
            url.replaceQueryParam(OAUTH2_PARAMETER_SCOPE);
        }
        AuthenticationSessionModel signIn = request.getAuthenticationSession();
        String nonce = Base64Url.encode(SecretGenerator.getInstance().randomBytes(16));
        signIn.setClientNote(nonceNote(), nonce);
        url.replaceQueryParam(OIDCLoginProtocol.NONCE_PARAM, nonce);
        String configured = getConfig().getPrompt();
        String asked = prompt().limit(
                        configured == null || configured.isEmpty()
                                ? signIn.getClientNote(OAuth2Constants.PROMPT)
                                : configured);
        return asked == null
                ? url.replaceQueryParam(OAuth2Constants.PROMPT)
                : url.replaceQueryParam(OAuth2Constants.PROMPT, asked);
    }

    /** What this sign-in sent to the provider as its nonce; null where it sent none. */
    protected final String nonce(AuthenticationSessionModel signIn) {
        return signIn.getClientNote(nonceNote());
    }

    private String nonceNote() {
        return kind.upperCaseId() + "_NONCE";
    }

    @Override
    public Object callback(RealmModel realm, AuthenticationCallback callback, EventBuilder event) {
        return new SignInEndpoint(callback, realm, event, this);
    }

    @Override
    protected void setEmailVerified(UserModel user, BrokeredIdentityContext context) {
        VerifiedEmail.mark(user, context);
    }

    /** Leaves the address alone where another account has it by now, so that the sign-in does not fail. */
    @Override
    protected void updateEmail(UserModel user, BrokeredIdentityContext context) {
        UserModel holder = context.getEmail() == null
                ? null
                : session.users().getUserByEmail(session.getContext().getRealm(), context.getEmail());
        if (holder == null || holder.getId().equals(user.getId())) {
            super.updateEmail(user, context);
        }
    }

    /**
     * Answers with the stored token, refreshed when it is about to expire. Keycloak's own method loses what the provider's
     * answer leaves out, and takes any answer that contains the letters "error" for a failure.
     */
    @Override
    public Response retrieveToken(KeycloakSession session, FederatedIdentityModel identity) {
        long now = Time.currentTimeSeconds();
        StoredToken.parse(identity.getToken())
                .filter(stored -> stored.expiresBefore(now + getConfig().getMinValidityToken()))
                .ifPresent(stored -> stored.refreshToken()
                        .ifPresent(refreshToken -> identity.setToken(
                                stored.refreshed(refresh(refreshToken), now).text())));
        return Response.ok(identity.getToken())
                .type(MediaType.APPLICATION_JSON_TYPE)
                .build();
    }

    private TokenAnswer refresh(String refreshToken) {
        SimpleHttpRequest request = getRefreshTokenRequest(
                session, refreshToken, getConfig().getClientId(), getConfig().getClientSecret());
        try {
            return token(request);
        } catch (ProviderRefusal e) {
            LOG.warnf("Token of provider %s not refreshed: %s", getConfig().getAlias(), e.getMessage());
            ErrorRepresentation error = new ErrorRepresentation();
            error.setErrorMessage("Unable to refresh token");
            throw new WebApplicationException(Response.status(Response.Status.BAD_GATEWAY)
                    .entity(error)
                    .type(MediaType.APPLICATION_JSON_TYPE)
                    .build());
        }
    }

    /** Keycloak's own endpoint, which is visible to its providers alone. */
    abstract static class KeycloaksEndpoint extends Endpoint {
        KeycloaksEndpoint(
                AuthenticationCallback callback, RealmModel realm, EventBuilder event, BrokeredProvider<?> provider) {
            super(callback, realm, event, provider);
        }
    }
}
