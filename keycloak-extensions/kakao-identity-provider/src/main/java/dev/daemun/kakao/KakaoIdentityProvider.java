package dev.daemun.kakao;

import com.fasterxml.jackson.databind.JsonNode;
import dev.daemun.kakao.ended.EndedLinks;
import dev.daemun.kakao.settings.KakaoIdentityProviderConfig;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriBuilder;
import org.jboss.logging.Logger;
import org.keycloak.OAuth2Constants;
import org.keycloak.OAuthErrorException;
import org.keycloak.broker.oidc.AbstractOAuth2IdentityProvider;
import org.keycloak.broker.oidc.mappers.AbstractJsonUserAttributeMapper;
import org.keycloak.broker.provider.AuthenticationRequest;
import org.keycloak.broker.provider.BrokeredIdentityContext;
import org.keycloak.broker.provider.IdentityBrokerException;
import org.keycloak.broker.social.SocialIdentityProvider;
import org.keycloak.common.VerificationException;
import org.keycloak.common.util.Base64Url;
import org.keycloak.common.util.SecretGenerator;
import org.keycloak.common.util.Time;
import org.keycloak.events.Details;
import org.keycloak.events.Errors;
import org.keycloak.events.EventBuilder;
import org.keycloak.events.EventType;
import org.keycloak.http.simple.SimpleHttpRequest;
import org.keycloak.models.FederatedIdentityModel;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;
import org.keycloak.models.UserModel;
import org.keycloak.protocol.oidc.OIDCLoginProtocol;
import org.keycloak.representations.idm.ErrorRepresentation;
import org.keycloak.services.ErrorPage;
import org.keycloak.services.messages.Messages;
import org.keycloak.sessions.AuthenticationSessionModel;

/**
 * Signs in with Kakao, as described in
 * <a href="https://developers.kakao.com/docs/latest/en/kakaologin/rest-api">Kakao Login, REST API</a>.
 *
 * <p>Identity comes from {@code /v2/user/me} alone, so it does not matter whether OpenID Connect is on in Kakao's console;
 * where it is, the ID token must agree.
 */
public final class KakaoIdentityProvider extends AbstractOAuth2IdentityProvider<KakaoIdentityProviderConfig>
        implements SocialIdentityProvider<KakaoIdentityProviderConfig> {

    static final String AUTHORIZATION_URL = "https://kauth.kakao.com/oauth/authorize";
    static final String TOKEN_URL = "https://kauth.kakao.com/oauth/token";

    private static final Logger LOG = Logger.getLogger(KakaoIdentityProvider.class);
    private static final String NONCE_NOTE = "KAKAO_NONCE";
    private static final String CONSENT_REQUIRED = "consent_required";

    KakaoIdentityProvider(KeycloakSession session, KakaoIdentityProviderConfig config) {
        super(session, config);
        config.setAuthorizationUrl(AUTHORIZATION_URL);
        config.setTokenUrl(TOKEN_URL);
        config.setUserInfoUrl(KakaoApi.USER_URL);
    }

    @Override
    protected String getDefaultScopes() {
        // Asking for an item the app has not configured fails with KOE205; asking for none gives all that are.
        return "";
    }

    @Override
    protected UriBuilder createAuthorizationUrl(AuthenticationRequest request) {
        UriBuilder url = super.createAuthorizationUrl(request);
        String scope = getConfig().getDefaultScope();
        if (scope == null || scope.isBlank()) {
            url.replaceQueryParam(OAUTH2_PARAMETER_SCOPE);
        }
        AuthenticationSessionModel signIn = request.getAuthenticationSession();
        String nonce = Base64Url.encode(SecretGenerator.getInstance().randomBytes(16));
        signIn.setClientNote(NONCE_NOTE, nonce);
        url.replaceQueryParam(OIDCLoginProtocol.NONCE_PARAM, nonce);
        String configured = getConfig().getPrompt();
        String prompt = Prompt.limit(
                configured == null || configured.isEmpty() ? signIn.getClientNote(OAuth2Constants.PROMPT) : configured);
        return prompt == null
                ? url.replaceQueryParam(OAuth2Constants.PROMPT)
                : url.replaceQueryParam(OAuth2Constants.PROMPT, prompt);
    }

    @Override
    public Object callback(RealmModel realm, AuthenticationCallback callback, EventBuilder event) {
        return new KakaoEndpoint(callback, realm, event, this);
    }

    /**
     * Finds out who signed in.
     *
     * @throws IdentityBrokerException when Kakao does not say it, or an ID token came that does not hold
     */
    private BrokeredIdentityContext identify(TokenAnswer answer, String nonce) {
        BrokeredIdentityContext identity = getFederatedIdentity(answer.json().toString());
        if (answer.idToken().isPresent()) {
            IdTokenRules rules = new IdTokenRules(getConfig().getClientId(), nonce, identity.getId());
            try {
                rules.check(
                        answer.idToken().get(),
                        new KakaoKeys(session, getConfig().getInternalId()));
            } catch (VerificationException e) {
                throw new KakaoRefusal("Kakao's ID token is not to be believed: " + e.getMessage());
            }
        }
        return identity;
    }

    @Override
    protected BrokeredIdentityContext doGetFederatedIdentity(String accessToken) {
        JsonNode me = new KakaoApi(session).me(accessToken);
        BrokeredIdentityContext context = KakaoIdentity.of(me, getConfig());
        context.setIdp(this);
        AbstractJsonUserAttributeMapper.storeUserProfileForMapper(
                context, me, getConfig().getAlias());
        return context;
    }

    @Override
    protected void setEmailVerified(UserModel user, BrokeredIdentityContext context) {
        KakaoIdentity.markEmail(user, context);
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
     * Answers with the stored token, refreshed when it is about to expire. Keycloak's own method loses what Kakao's
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
            return KakaoApi.token(request);
        } catch (KakaoRefusal e) {
            LOG.warnf("Token of provider %s not refreshed: %s", getConfig().getAlias(), e.getMessage());
            ErrorRepresentation error = new ErrorRepresentation();
            error.setErrorMessage("Unable to refresh token");
            throw new WebApplicationException(Response.status(Response.Status.BAD_GATEWAY)
                    .entity(error)
                    .type(MediaType.APPLICATION_JSON_TYPE)
                    .build());
        }
    }

    /** Where Kakao sends people back to. Nested, since Keycloak's own endpoint is visible to its providers alone. */
    static final class KakaoEndpoint extends Endpoint {
        private final KakaoIdentityProvider kakao;

        KakaoEndpoint(
                AuthenticationCallback callback, RealmModel realm, EventBuilder event, KakaoIdentityProvider kakao) {
            super(callback, realm, event, kakao);
            this.kakao = kakao;
        }

        /** Keycloak's own method logs the whole answer of a failed token request and does not know {@code consent_required}. */
        @Override
        @GET
        public Response authResponse(
                @QueryParam(OAUTH2_PARAMETER_STATE) String state,
                @QueryParam(OAUTH2_PARAMETER_CODE) String code,
                @QueryParam(OAuth2Constants.ERROR) String error,
                @QueryParam(OAuth2Constants.ERROR_DESCRIPTION) String description) {
            if (state == null) {
                return ErrorPage.error(
                        session, null, Response.Status.BAD_REQUEST, Messages.IDENTITY_PROVIDER_MISSING_STATE_ERROR);
            }
            AuthenticationSessionModel signIn;
            try {
                signIn = callback.getAndVerifyAuthenticationSession(state);
            } catch (WebApplicationException e) {
                return e.getResponse();
            } catch (RuntimeException e) {
                // Keycloak decodes the state before it can check who wrote it, and its decoders throw many exceptions.
                return ErrorPage.error(session, null, Response.Status.BAD_REQUEST, Messages.INVALID_REQUEST);
            }
            return answer(signIn, code, error);
        }

        private Response answer(AuthenticationSessionModel signIn, String code, String error) {
            try {
                session.getContext().setAuthenticationSession(signIn);
                if (error != null) {
                    return refused(error, signIn);
                }
                if (code == null) {
                    return failed("neither a code nor an error came back");
                }
                BrokeredIdentityContext identity =
                        kakao.identify(KakaoApi.token(generateTokenRequest(code)), signIn.getClientNote(NONCE_NOTE));
                identity.setAuthenticationSession(signIn);
                reopen(identity);
                return callback.authenticated(identity);
            } catch (WebApplicationException e) {
                return e.getResponse();
            } catch (IdentityBrokerException e) {
                return failed(e.getMessage());
            } catch (RuntimeException e) {
                return broken(signIn, e);
            }
        }

        /** Links the account again of somebody who ended the link at Kakao and has come back. */
        private void reopen(BrokeredIdentityContext identity) {
            new EndedLinks(session, kakao.getConfig())
                    .reopen(new FederatedIdentityModel(
                            kakao.getConfig().getAlias(), identity.getId(), identity.getUsername(), null))
                    .ifPresent(user -> event.clone()
                            .event(EventType.FEDERATED_IDENTITY_LINK)
                            .user(user)
                            .detail(Details.USERNAME, user.getUsername())
                            .detail(Details.IDENTITY_PROVIDER, kakao.getConfig().getAlias())
                            .detail(Details.IDENTITY_PROVIDER_USERNAME, identity.getUsername())
                            .success());
        }

        /** After an unexpected exception: takes back what the request has changed and shows a page that says so. */
        private Response broken(AuthenticationSessionModel signIn, RuntimeException reason) {
            LOG.errorf(
                    reason,
                    "Sign-in through provider %s failed unexpectedly",
                    kakao.getConfig().getAlias());
            session.getTransactionManager().setRollbackOnly();
            return ErrorPage.error(session, signIn, Response.Status.INTERNAL_SERVER_ERROR, KakaoRefusal.MESSAGE_KEY);
        }

        private Response refused(String error, AuthenticationSessionModel signIn) {
            return switch (error) {
                case OAuthErrorException.ACCESS_DENIED -> callback.cancelled(named(kakao.getConfig()));
                case OAuthErrorException.LOGIN_REQUIRED, OAuthErrorException.INTERACTION_REQUIRED, CONSENT_REQUIRED ->
                    silentlyImpossible(error, signIn);
                default -> failed("Kakao sent back " + (error.matches("[a-z_]{1,40}") ? error : "an error"));
            };
        }

        /** Keycloak has one display name for all languages, and writes "Kakao" into a Korean sentence. */
        private KakaoIdentityProviderConfig named(KakaoIdentityProviderConfig settings) {
            String name = settings.getDisplayName();
            boolean isKorean =
                    session.getContext().resolveLocale(null).getLanguage().equals("ko");
            if (!isKorean || (name != null && !name.isBlank())) {
                return settings;
            }
            KakaoIdentityProviderConfig korean = new KakaoIdentityProviderConfig(settings);
            korean.setDisplayName("카카오");
            return korean;
        }

        /** A client that sent {@code prompt=none} gets the error; anybody else gets the sign-in page with a message. */
        private Response silentlyImpossible(String error, AuthenticationSessionModel signIn) {
            if (!Prompt.isNone(signIn.getClientNote(OAuth2Constants.PROMPT))) {
                return callback.error(kakao.getConfig(), "kakaoNeedsThePerson");
            }
            // Keycloak passes on these two errors only; by OpenID Connect Core 3.1.2.6 the second may stand for a
            // missing consent.
            return callback.error(
                    kakao.getConfig(),
                    error.equals(OAuthErrorException.LOGIN_REQUIRED)
                            ? OAuthErrorException.LOGIN_REQUIRED
                            : OAuthErrorException.INTERACTION_REQUIRED);
        }

        private Response failed(String reason) {
            LOG.errorf(
                    "Sign-in through provider %s failed: %s", kakao.getConfig().getAlias(), reason);
            event.clone()
                    .event(EventType.IDENTITY_PROVIDER_LOGIN)
                    .detail(Details.IDENTITY_PROVIDER, kakao.getConfig().getAlias())
                    .detail(Details.REASON, reason)
                    .error(Errors.IDENTITY_PROVIDER_LOGIN_FAILURE);
            return callback.error(kakao.getConfig(), KakaoRefusal.MESSAGE_KEY);
        }
    }
}
