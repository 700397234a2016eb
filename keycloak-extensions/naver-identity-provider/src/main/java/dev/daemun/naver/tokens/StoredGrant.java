package dev.daemun.naver.tokens;

import dev.daemun.brokering.StoredToken;
import java.util.Optional;
import org.keycloak.models.FederatedIdentityModel;

/**
 * A link with a stored token that can be tried.
 *
 * @param user the account's id
 * @param externalId the person's id at Naver
 * @param token as Keycloak stores it
 */
record StoredGrant(String user, String externalId, String token) {
    /** Nothing where there is no refresh token, without which nothing can be said of an expired access token. */
    static Optional<StoredGrant> of(String user, FederatedIdentityModel link) {
        return Optional.ofNullable(link)
                .filter(found -> StoredToken.parse(found.getToken())
                        .flatMap(StoredToken::refreshToken)
                        .isPresent())
                .map(found -> new StoredGrant(user, found.getUserId(), found.getToken()));
    }

    StoredToken stored() {
        return StoredToken.parse(token).orElseThrow();
    }

    String refreshToken() {
        return stored().refreshToken().orElseThrow();
    }

    /** Only then an ID token has come with it; each mode has a token endpoint of its own. */
    boolean isOfOpenIdConnect() {
        return stored().json().path("id_token").isTextual();
    }
}
