package dev.daemun.standins.google;

import dev.daemun.standins.jose.ProviderKeys;
import dev.daemun.standins.jose.RandomText;
import dev.daemun.standins.jose.SigningKeys;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.AtomicReference;

/** The state that all of Google's endpoints share. */
final class Google {
    static final String ACCOUNTS = "accounts.google.com";
    static final String OAUTH = "oauth2.googleapis.com";
    static final String API = "www.googleapis.com";
    static final String OPENID_CONNECT = "openidconnect.googleapis.com";
    static final String ISSUER = "https://" + ACCOUNTS;

    final Map<String, GoogleClient> clients = new ConcurrentHashMap<>();
    final Map<String, GoogleUser> users = new ConcurrentSkipListMap<>();
    final Map<String, Grant> codes = new ConcurrentHashMap<>();
    final Map<String, Grant> accessTokens = new ConcurrentHashMap<>();
    final Map<String, Grant> refreshTokens = new ConcurrentHashMap<>();
    final AtomicReference<String> signedIn = new AtomicReference<>();
    final SigningKeys keys;
    private final InstantSource clock;

    Google(InstantSource clock, ProviderKeys keys) {
        this.clock = clock;
        this.keys = keys.of("google", 40);
    }

    Instant now() {
        return clock.instant();
    }

    /** Stores a grant under a new random value and returns that value. */
    static String keep(Map<String, Grant> where, String prefix, Grant grant) {
        String value = prefix + RandomText.opaque();
        where.put(value, grant);
        return value;
    }

    Optional<Grant> alive(Grant grant) {
        return Optional.ofNullable(grant).filter(found -> found.expiresAt().isAfter(now()));
    }

    /** Ends a user's consent for a client; the tokens of that consent become invalid. */
    void revoke(GoogleClient client, String sub) {
        for (Map<String, Grant> grants : List.of(codes, accessTokens, refreshTokens)) {
            grants.values()
                    .removeIf(
                            grant -> grant.sub().equals(sub) && grant.clientId().equals(client.clientId()));
        }
    }

    GoogleUser user(String sub) {
        GoogleUser user = users.get(sub);
        if (user == null) {
            throw new IllegalArgumentException("The cast has no Google user " + sub + ".");
        }
        return user;
    }
}
