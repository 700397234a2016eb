package dev.daemun.kakao;

import com.fasterxml.jackson.databind.JsonNode;
import dev.daemun.brokering.BrokeredProvider;
import dev.daemun.brokering.Prompt;
import dev.daemun.brokering.ProviderKeys;
import dev.daemun.brokering.TokenAnswer;
import dev.daemun.kakao.settings.KakaoIdentityProviderConfig;
import java.util.Set;
import org.keycloak.broker.oidc.mappers.AbstractJsonUserAttributeMapper;
import org.keycloak.broker.provider.BrokeredIdentityContext;
import org.keycloak.common.VerificationException;
import org.keycloak.http.simple.SimpleHttpRequest;
import org.keycloak.models.KeycloakSession;
import org.keycloak.sessions.AuthenticationSessionModel;

/**
 * Signs in with Kakao, as described in
 * <a href="https://developers.kakao.com/docs/latest/en/kakaologin/rest-api">Kakao Login, REST API</a>.
 *
 * <p>Identity comes from {@code /v2/user/me} alone, so it does not matter whether OpenID Connect is on in Kakao's console;
 * where it is, the ID token must agree. No scope is asked for by default: asking for an item the app has not configured fails with
 * KOE205, and asking for none gives all that are.
 */
public final class KakaoIdentityProvider extends BrokeredProvider<KakaoIdentityProviderConfig> {
    static final String AUTHORIZATION_URL = "https://kauth.kakao.com/oauth/authorize";
    static final String TOKEN_URL = "https://kauth.kakao.com/oauth/token";

    /** Without OpenID Connect's {@code consent}. */
    static final Prompt PROMPT = new Prompt(Set.of("login", "none", "create", "select_account"), ",");

    KakaoIdentityProvider(KeycloakSession session, KakaoIdentityProviderConfig config) {
        super(session, config, KakaoIdentityProviderConfig.KIND);
        config.setAuthorizationUrl(AUTHORIZATION_URL);
        config.setTokenUrl(TOKEN_URL);
        config.setUserInfoUrl(KakaoApi.USER_URL);
    }

    @Override
    protected Prompt prompt() {
        return PROMPT;
    }

    @Override
    protected TokenAnswer token(SimpleHttpRequest request) {
        return KakaoApi.token(request);
    }

    @Override
    protected BrokeredIdentityContext identify(TokenAnswer answer, AuthenticationSessionModel signIn) {
        BrokeredIdentityContext identity = getFederatedIdentity(answer.json().toString());
        if (answer.idToken().isPresent()) {
            KakaoIdTokenRules rules = new KakaoIdTokenRules(getConfig().getClientId(), nonce(signIn), identity.getId());
            try {
                rules.check(
                        answer.idToken().get(),
                        new ProviderKeys(session, getConfig().getInternalId(), KakaoIdTokenRules.KEYS));
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
}
