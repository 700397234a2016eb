package dev.daemun.revocationfeed.http;

import dev.daemun.revocationfeed.recent.RecentWithdrawals;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.keycloak.TokenVerifier;
import org.keycloak.common.VerificationException;
import org.keycloak.models.KeycloakContext;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;
import org.keycloak.representations.AccessToken;
import org.keycloak.services.managers.AppAuthManager;
import org.keycloak.services.managers.AuthenticationManager;
import org.keycloak.services.managers.GrantTypeEndpointRestrictionValidator;
import org.keycloak.services.util.DPoPUtil;
import org.keycloak.util.TokenUtil;

/**
 * Finds out who asks for withdrawals. A reader that was authenticated a short while ago is known by its token. Any other token is
 * checked as {@link AppAuthManager.BearerTokenAuthenticator} does, but without the caches that all nodes share: whether somebody has
 * revoked the token is asked of the withdrawals themselves, and no session is made for a {@link TokenWithoutSession}. In those
 * caches Keycloak waits for up to a minute when a node has died, and just then services need the feed.
 */
final class Authentication {
    private static final List<String> TYPES = List.of(TokenUtil.TOKEN_TYPE_BEARER, TokenUtil.TOKEN_TYPE_DPOP);

    private final RecentWithdrawals recent;
    private final KnownReaders known;

    Authentication(RecentWithdrawals recent, KnownReaders known) {
        this.recent = recent;
        this.known = known;
    }

    /**
     * The reader that has sent a request.
     *
     * @throws Refusal where it may not read
     */
    KnownReader of(KeycloakSession session) {
        KeycloakContext context = session.getContext();
        AppAuthManager.AuthHeader header = AppAuthManager.extractAuthorizationHeaderTokenOrReturnNull(
                context.getHttpRequest().getHttpHeaders());
        if (header == null) {
            throw new Refusal(401, "Bearer", "A bearer token is needed.");
        }
        if (!recent.isFresh()) {
            // Nobody knows then whether the token was revoked.
            throw Refusal.behind();
        }
        KnownReaders.Key key = KnownReaders.Key.of(context.getRealm().getId(), header.getToken());
        Optional<KnownReader> reader = known.find(key);
        return reader.isPresent() ? reader.get() : authenticate(session, header.getToken(), key);
    }

    private KnownReader authenticate(KeycloakSession session, String token, KnownReaders.Key key) {
        KnownReader.Moment asked = known.now();
        RealmModel realm = session.getContext().getRealm();
        Caller caller = verify(session, realm, token).orElseThrow(Authentication::invalid);
        ReaderToken claims = ReaderToken.of(caller.token(), caller.user());
        if (recent.since(realm.getId(), 0).anyMatch(claims::isRevokedBy)) {
            throw invalid();
        }
        return known.remember(key, FeedReader.of(realm, caller.user()), claims, asked);
    }

    private static Optional<Caller> verify(KeycloakSession session, RealmModel realm, String token) {
        DPoPUtil.Validator proof = new DPoPUtil.Validator(session)
                .request(session.getContext().getHttpRequest())
                .uriInfo(session.getContext().getUri())
                .accessToken(token);
        Consumer<TokenVerifier<AccessToken>> more = verifier -> DPoPUtil.withDPoPVerifier(verifier, realm, proof)
                .withChecks(
                        new TokenVerifier.TokenTypeCheck(TYPES), GrantTypeEndpointRestrictionValidator.check(session));
        try {
            return TokenWithoutSession.is(token)
                    ? new TokenWithoutSession(session, realm).verify(token, more)
                    : ofSession(session, realm, token, more);
        } catch (VerificationException e) {
            return Optional.empty();
        }
    }

    private static Optional<Caller> ofSession(
            KeycloakSession session, RealmModel realm, String token, Consumer<TokenVerifier<AccessToken>> more) {
        KeycloakContext context = session.getContext();
        return Optional.ofNullable(AuthenticationManager.verifyIdentityToken(
                        session,
                        realm,
                        context.getUri(),
                        context.getConnection(),
                        true,
                        // With true it would ask the cache. The type of the token is among the other checks.
                        false,
                        RevocationFeedFactory.PROVIDER_ID,
                        false,
                        token,
                        context.getHttpRequest().getHttpHeaders(),
                        more))
                .map(found -> new Caller(found.token(), found.user()));
    }

    private static Refusal invalid() {
        return new Refusal(
                401, "Bearer error=\"invalid_token\"", "The token is not valid, or not meant for the revocation feed.");
    }
}
