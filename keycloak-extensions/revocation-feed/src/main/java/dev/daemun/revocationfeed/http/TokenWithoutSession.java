package dev.daemun.revocationfeed.http;

import java.util.Optional;
import java.util.function.Consumer;
import org.keycloak.TokenVerifier;
import org.keycloak.common.VerificationException;
import org.keycloak.crypto.SignatureProvider;
import org.keycloak.models.ClientModel;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;
import org.keycloak.models.UserModel;
import org.keycloak.protocol.oidc.TokenManager;
import org.keycloak.protocol.oidc.encode.TokenContextEncoderProvider;
import org.keycloak.representations.AccessToken;
import org.keycloak.services.Urls;
import org.keycloak.services.managers.AuthenticationManager;

/**
 * A token that belongs to no session, as those of service accounts do. It is checked as {@link AuthenticationManager} checks it in
 * {@code verifyIdentityToken}, but for one thing: Keycloak makes a session for it that lasts as long as the request. For that it
 * asks the caches that all nodes share, and writes to them when the request ends, so that it waits for a node whose machine
 * was lost until the others have noticed. Just then services need the feed.
 */
final class TokenWithoutSession {
    private final KeycloakSession session;
    private final RealmModel realm;

    TokenWithoutSession(KeycloakSession session, RealmModel realm) {
        this.session = session;
        this.realm = realm;
    }

    /** Whether a token says so itself; nothing of it has been checked yet. */
    static boolean is(String token) throws VerificationException {
        return TokenVerifier.create(token, AccessToken.class).getToken().getSessionId() == null;
    }

    /**
     * Whose token it is.
     *
     * @param more what to check besides what Keycloak always does
     * @return nobody where Keycloak would not accept the token
     */
    Optional<Caller> verify(String token, Consumer<TokenVerifier<AccessToken>> more) throws VerificationException {
        String issuer = Urls.realmIssuer(session.getContext().getUri().getBaseUri(), realm.getName());
        TokenVerifier<AccessToken> verifier = TokenVerifier.create(token, AccessToken.class)
                .withChecks(
                        new TokenVerifier.RealmUrlCheck(issuer),
                        TokenVerifier.SUBJECT_EXISTS_CHECK,
                        TokenVerifier.IS_ACTIVE)
                .audience(RevocationFeedFactory.PROVIDER_ID);
        more.accept(verifier);
        SignatureProvider signatures = session.getProvider(
                SignatureProvider.class, verifier.getHeader().getAlgorithm().name());
        if (signatures == null) {
            return Optional.empty();
        }
        verifier.verifierContext(signatures.verifier(verifier.getHeader().getKeyId()));
        AccessToken verified = verifier.verify().getToken();
        UserModel user = TokenManager.lookupUserFromStatelessToken(session, realm, verified);
        return isCurrent(verified)
                        && needsNoSession(verified)
                        && TokenManager.isUserValid(session, realm, verified, user)
                ? Optional.of(new Caller(verified, user))
                : Optional.empty();
    }

    /** Whether neither its realm nor its client has ended it. */
    private boolean isCurrent(AccessToken token) {
        ClientModel client = realm.getClientByClientId(token.getIssuedFor());
        return token.isActive()
                && token.getIat() != null
                && token.getIat() >= realm.getNotBefore()
                && client != null
                && client.isEnabled()
                && token.getIat() >= client.getNotBefore();
    }

    /** Keycloak writes into the id of a token whether it counts without a session. */
    private boolean needsNoSession(AccessToken token) {
        return token.getSessionId() == null
                && session.getProvider(TokenContextEncoderProvider.class)
                        .getTokenContextFromTokenId(token.getId())
                        .getSessionType()
                        .isAllowTransientUserSession();
    }
}
