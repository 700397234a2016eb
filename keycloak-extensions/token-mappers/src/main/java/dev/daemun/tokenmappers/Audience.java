package dev.daemun.tokenmappers;

import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.Set;
import org.keycloak.representations.AccessToken;
import org.keycloak.representations.IDToken;

/** Who will read a token. */
final class Audience {

    private Audience() {}

    /**
     * The audience the token will have when it leaves Keycloak.
     *
     * <p>An ID token carries its client from the start. An access token and an introspection answer have been given
     * theirs by the audience mappers, which run earlier. A userinfo answer never has one, nor has an access token that no
     * audience mapper touched: both are read by the client they are handed to.
     *
     * @param client the client id the token is issued to
     * @param requested the client ids a token exchange asked for (RFC 8693 section 2.1, {@code audience}), or null where
     *     nothing was asked: Keycloak narrows an access token to them, but only after the last mapper
     */
    static Set<String> of(IDToken token, String client, Set<String> requested) {
        String[] audience = token.getAudience();
        if (audience == null) {
            return Set.of(client);
        }
        Set<String> readers = new LinkedHashSet<>(Arrays.asList(audience));
        if (requested != null && token instanceof AccessToken) {
            readers.retainAll(requested);
        }
        return readers;
    }
}
