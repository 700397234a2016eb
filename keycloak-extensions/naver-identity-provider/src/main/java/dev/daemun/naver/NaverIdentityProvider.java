package dev.daemun.naver;

import dev.daemun.brokering.BrokeredProvider;
import dev.daemun.brokering.Prompt;
import dev.daemun.brokering.ProviderKeys;
import dev.daemun.brokering.TokenAnswer;
import dev.daemun.naver.settings.NaverIdentityProviderConfig;
import dev.daemun.naver.tokens.NaverRefusal;
import jakarta.ws.rs.core.UriBuilder;
import java.util.Optional;
import java.util.Set;
import org.keycloak.OAuth2Constants;
import org.keycloak.broker.oidc.mappers.AbstractJsonUserAttributeMapper;
import org.keycloak.broker.provider.AuthenticationRequest;
import org.keycloak.broker.provider.BrokeredIdentityContext;
import org.keycloak.common.VerificationException;
import org.keycloak.http.simple.SimpleHttpRequest;
import org.keycloak.models.KeycloakSession;
import org.keycloak.protocol.oidc.OIDCLoginProtocol;
import org.keycloak.sessions.AuthenticationSessionModel;

/**
 * Signs in with Naver, as described in <a href="https://developers.naver.com/docs/login/devguide/devguide.md">Naver Login</a>.
 *
 * <p>Identity comes from {@code /v1/nid/me} alone, in both modes: with OpenID Connect Naver's userinfo is the same address, has no
 * {@code sub}, and contains the person in {@code response}.
 */
public final class NaverIdentityProvider extends BrokeredProvider<NaverIdentityProviderConfig> {
    /** Naver knows {@code auth_type} in its place. */
    private static final Prompt NO_PROMPT = new Prompt(Set.of(), " ");

    private static final String AUTH_TYPE = "auth_type";

    NaverIdentityProvider(KeycloakSession session, NaverIdentityProviderConfig config) {
        super(session, config, NaverIdentityProviderConfig.KIND);
        config.setUserInfoUrl(NaverApi.PROFILE_URL);
    }

    @Override
    protected String getDefaultScopes() {
        return getConfig().usesOpenIdConnect() ? "openid profile" : "";
    }

    @Override
    protected Prompt prompt() {
        return NO_PROMPT;
    }

    /** The classic mode knows neither scopes nor a nonce, and is the only one for which {@code auth_type} is documented. */
    @Override
    protected UriBuilder createAuthorizationUrl(AuthenticationRequest request) {
        UriBuilder url = super.createAuthorizationUrl(request);
        if (getConfig().usesOpenIdConnect()) {
            return url;
        }
        url.replaceQueryParam(OAUTH2_PARAMETER_SCOPE).replaceQueryParam(OIDCLoginProtocol.NONCE_PARAM);
        getConfig()
                .authTypeFor(request.getAuthenticationSession().getClientNote(OAuth2Constants.PROMPT))
                .ifPresent(type -> url.replaceQueryParam(AUTH_TYPE, type));
        return url;
    }

    /** Naver asks for the state once more. */
    @Override
    protected SimpleHttpRequest codeRequest(SimpleHttpRequest request, String state) {
        return request.param(OAUTH2_PARAMETER_STATE, state);
    }

    @Override
    protected TokenAnswer token(SimpleHttpRequest request) {
        return NaverApi.token(request);
    }

    @Override
    protected BrokeredIdentityContext identify(TokenAnswer answer, AuthenticationSessionModel signIn) {
        BrokeredIdentityContext identity = getFederatedIdentity(answer.json().toString());
        if (answer.idToken().isPresent()) {
            NaverIdTokenRules rules = new NaverIdTokenRules(
                    getConfig().getClientId(),
                    nonce(signIn),
                    Optional.of(identity.getId()).filter(id -> getConfig().comparesSubject()));
            try {
                rules.check(
                        answer.idToken().get(),
                        new ProviderKeys(session, getConfig().getInternalId(), NaverIdTokenRules.KEYS));
            } catch (VerificationException e) {
                throw new NaverRefusal("Naver's ID token is not to be believed: " + e.getMessage());
            }
        }
        return identity;
    }

    @Override
    protected BrokeredIdentityContext doGetFederatedIdentity(String accessToken) {
        NaverAccount account = new NaverApi(session).me(accessToken);
        BrokeredIdentityContext context = new BrokeredIdentityContext(account.id(), getConfig());
        // Keycloak stores a proof by mail under this id; without one the proof would count for any Naver account.
        context.setBrokerUserId(getConfig().getAlias() + "." + account.id());
        context.setUsername(account.username());
        context.setFirstName(account.name());
        // Never as verified: the person can change it at Naver at will.
        context.setEmail(account.email());
        context.setIdp(this);
        AbstractJsonUserAttributeMapper.storeUserProfileForMapper(
                context, account.profile(), getConfig().getAlias());
        return context;
    }
}
