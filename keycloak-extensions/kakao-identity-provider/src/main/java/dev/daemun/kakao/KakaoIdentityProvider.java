package dev.daemun.kakao;

import com.fasterxml.jackson.databind.JsonNode;
import jakarta.ws.rs.core.UriBuilder;
import java.io.IOException;
import org.keycloak.OAuth2Constants;
import org.keycloak.broker.oidc.AbstractOAuth2IdentityProvider;
import org.keycloak.broker.oidc.mappers.AbstractJsonUserAttributeMapper;
import org.keycloak.broker.provider.AuthenticationRequest;
import org.keycloak.broker.provider.BrokeredIdentityContext;
import org.keycloak.broker.provider.IdentityBrokerException;
import org.keycloak.broker.social.SocialIdentityProvider;
import org.keycloak.http.simple.SimpleHttp;
import org.keycloak.http.simple.SimpleHttpResponse;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.UserModel;

/**
 * Signs in with Kakao, as described in
 * <a href="https://developers.kakao.com/docs/latest/en/kakaologin/rest-api">Kakao Login, REST API</a>.
 *
 * <p>Identity comes from {@code /v2/user/me} alone, so it does not matter whether OpenID Connect is on in Kakao's console.
 */
public final class KakaoIdentityProvider extends AbstractOAuth2IdentityProvider<KakaoIdentityProviderConfig>
        implements SocialIdentityProvider<KakaoIdentityProviderConfig> {

    static final String AUTHORIZATION_URL = "https://kauth.kakao.com/oauth/authorize";
    static final String TOKEN_URL = "https://kauth.kakao.com/oauth/token";

    // Without secure_resource the images come as http:// addresses.
    static final String USER_URL = "https://kapi.kakao.com/v2/user/me?secure_resource=true";

    KakaoIdentityProvider(KeycloakSession session, KakaoIdentityProviderConfig config) {
        super(session, config);
        config.setAuthorizationUrl(AUTHORIZATION_URL);
        config.setTokenUrl(TOKEN_URL);
        config.setUserInfoUrl(USER_URL);
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
        String configured = getConfig().getPrompt();
        String asked = configured == null || configured.isEmpty()
                ? request.getAuthenticationSession().getClientNote(OAuth2Constants.PROMPT)
                : configured;
        String prompt = Prompt.limit(asked);
        return prompt == null
                ? url.replaceQueryParam(OAuth2Constants.PROMPT)
                : url.replaceQueryParam(OAuth2Constants.PROMPT, prompt);
    }

    @Override
    public BrokeredIdentityContext getFederatedIdentity(String response) {
        // Keycloak's own check would put the whole answer, tokens and all, into the log.
        if (extractTokenFromResponse(response, getAccessTokenResponseParameter()) == null) {
            throw new IdentityBrokerException("Kakao's token answer has no access token");
        }
        return super.getFederatedIdentity(response);
    }

    @Override
    protected BrokeredIdentityContext doGetFederatedIdentity(String accessToken) {
        JsonNode me = userMe(accessToken);
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

    private JsonNode userMe(String accessToken) {
        try (SimpleHttpResponse response = SimpleHttp.create(session)
                .doGet(USER_URL)
                .auth(accessToken)
                .acceptJson()
                .asResponse()) {
            if (response.getStatus() != 200) {
                throw new IdentityBrokerException("Kakao answered /v2/user/me with status " + response.getStatus());
            }
            return response.asJson();
        } catch (IOException e) {
            throw new IdentityBrokerException("Kakao's /v2/user/me could not be read", e);
        }
    }
}
