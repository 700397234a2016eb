package dev.daemun.apple;

import dev.daemun.apple.names.KeptNames;
import dev.daemun.apple.settings.AppleIdentityProviderConfig;
import dev.daemun.apple.settings.ClientSecrets;
import dev.daemun.apple.settings.UnusableKeyException;
import dev.daemun.brokering.BrokeredProvider;
import dev.daemun.brokering.Prompt;
import dev.daemun.brokering.ProviderKeys;
import dev.daemun.brokering.StoredToken;
import dev.daemun.brokering.TokenAnswer;
import jakarta.ws.rs.core.UriBuilder;
import java.io.IOException;
import java.util.Optional;
import java.util.Set;
import org.jboss.logging.Logger;
import org.keycloak.broker.oidc.mappers.AbstractJsonUserAttributeMapper;
import org.keycloak.broker.provider.AuthenticationRequest;
import org.keycloak.broker.provider.BrokeredIdentityContext;
import org.keycloak.common.util.Time;
import org.keycloak.events.EventBuilder;
import org.keycloak.http.simple.SimpleHttpRequest;
import org.keycloak.http.simple.SimpleHttpResponse;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;
import org.keycloak.models.UserModel;
import org.keycloak.protocol.oidc.OIDCLoginProtocol;
import org.keycloak.representations.IDToken;
import org.keycloak.sessions.AuthenticationSessionModel;
import org.keycloak.util.JsonSerialization;

/**
 * Signs in with Apple, as described in <a
 * href="https://developer.apple.com/documentation/signinwithapplerestapi">Sign in with Apple, REST API</a>.
 *
 * <p>Apple is asked for a code and an ID token at once. So it is known from the first answer on whose name has come, which Apple tells only once.
 */
public final class AppleIdentityProvider extends BrokeredProvider<AppleIdentityProviderConfig> {
    /** Apple knows none, and shows its page whatever a client asks for. */
    private static final Prompt PROMPT = new Prompt(Set.of(), " ");

    private static final Logger LOG = Logger.getLogger(AppleIdentityProvider.class);
    private static final String SCOPES = "openid name email";

    private final ClientSecrets secrets;

    AppleIdentityProvider(KeycloakSession session, AppleIdentityProviderConfig config, ClientSecrets secrets) {
        super(session, config, AppleIdentityProviderConfig.KIND);
        this.secrets = secrets;
    }

    @Override
    protected String getDefaultScopes() {
        return SCOPES;
    }

    @Override
    protected Prompt prompt() {
        return PROMPT;
    }

    /** Scopes lead to {@code form_post}, without which Apple refuses them. */
    @Override
    protected UriBuilder createAuthorizationUrl(AuthenticationRequest request) {
        return super.createAuthorizationUrl(request)
                .replaceQueryParam(OAUTH2_PARAMETER_RESPONSE_TYPE, "code id_token")
                .replaceQueryParam(OIDCLoginProtocol.RESPONSE_MODE_PARAM, "form_post");
    }

    @Override
    public Object callback(RealmModel realm, AuthenticationCallback callback, EventBuilder event) {
        return new AppleEndpoint(callback, realm, event, this);
    }

    /** Apple's client secret is signed here, and no setting. */
    @Override
    public SimpleHttpRequest authenticateTokenRequest(SimpleHttpRequest request) {
        try {
            return request.param(OAUTH2_PARAMETER_CLIENT_ID, getConfig().getClientId())
                    .param(OAUTH2_PARAMETER_CLIENT_SECRET, secrets.secret(session, getConfig()));
        } catch (UnusableKeyException e) {
            throw new AppleRefusal("No client secret can be signed: " + e.getMessage());
        }
    }

    @Override
    protected TokenAnswer token(SimpleHttpRequest request) {
        try (SimpleHttpResponse response = request.asResponse()) {
            if (response.getStatus() != 200) {
                throw AppleRefusal.of(response.getStatus(), response.asString());
            }
            return TokenAnswer.in(response.asString())
                    .orElseThrow(() -> new AppleRefusal("Apple's token answer has no access token"));
        } catch (AppleRefusal e) {
            if (e.isOfTheSecret()) {
                secrets.forget(session, getConfig());
            }
            throw e;
        } catch (IOException e) {
            throw new AppleRefusal("Apple's token endpoint could not be reached");
        }
    }

    /**
     * Keeps the name that the browser brings, for the person whom Apple's ID token beside it names. What signs nobody in keeps no name; whether
     * the token answers this very sign-in is not asked, since it is over where it has expired.
     */
    void keepName() {
        PostedAnswer posted = PostedAnswer.in(session);
        if (posted.idToken().isEmpty() || posted.name().isEmpty()) {
            return;
        }
        try {
            IDToken claims = AppleIdTokenRules.checkWithoutNonce(
                    getConfig().getClientId(), posted.idToken().get(), keys());
            names().keep(claims.getSubject(), posted.name().get());
        } catch (AppleRefusal e) {
            LOG.debugf("No name is kept: %s", e.getMessage());
        }
    }

    @Override
    protected BrokeredIdentityContext identify(TokenAnswer answer, AuthenticationSessionModel signIn) {
        IDToken claims = verified(
                answer.idToken().orElseThrow(() -> new AppleRefusal("Apple's token answer has no ID token")), signIn);
        PostedAnswer posted = PostedAnswer.in(session);
        Optional<IDToken> first = posted.idToken().map(token -> verified(token, signIn));
        if (first.isPresent() && !first.get().getSubject().equals(claims.getSubject())) {
            throw new AppleRefusal("Apple's two ID tokens are about different people");
        }
        BrokeredIdentityContext identity =
                AppleIdentity.of(claims, posted.name().or(() -> names().of(claims.getSubject())), getConfig());
        identity.setIdp(this);
        if (Boolean.TRUE.equals(getConfig().isStoreToken())) {
            identity.setToken(stored(answer));
        }
        AbstractJsonUserAttributeMapper.storeUserProfileForMapper(
                identity,
                JsonSerialization.mapper.valueToTree(claims),
                getConfig().getAlias());
        return identity;
    }

    /** What a refresh and the revocation need; the ID token has personal data, and nobody needs it later. */
    private static String stored(TokenAnswer answer) {
        TokenAnswer kept = new TokenAnswer(answer.json().deepCopy().without("id_token"));
        return new StoredToken(JsonSerialization.mapper.createObjectNode())
                .refreshed(kept, Time.currentTimeSeconds())
                .text();
    }

    private IDToken verified(String idToken, AuthenticationSessionModel signIn) {
        return new AppleIdTokenRules(getConfig().getClientId(), nonce(signIn)).check(idToken, keys());
    }

    private ProviderKeys keys() {
        return new ProviderKeys(session, getConfig().getInternalId(), AppleIdentityProviderConfig.KEYS_URL);
    }

    /** Keycloak calls this once an account has the link, whether the account is new or was there before. */
    @Override
    public void updateBrokeredUser(
            KeycloakSession session, RealmModel realm, UserModel user, BrokeredIdentityContext context) {
        super.updateBrokeredUser(session, realm, user, context);
        names().used(context.getId());
    }

    private KeptNames names() {
        return new KeptNames(session, getConfig().getInternalId());
    }
}
