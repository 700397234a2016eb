package dev.daemun.standins.apple;

import dev.daemun.standins.jose.ProviderKeys;
import dev.daemun.standins.jose.RandomText;
import dev.daemun.standins.jose.SigningKeys;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.AtomicReference;

/** The state that all of Apple's endpoints share. */
final class Apple {
    static final String HOST = "appleid.apple.com";
    static final String ISSUER = "https://" + HOST;

    /** A person's consent to one client: Apple sends the name only when it begins. */
    record Consent(String clientId, String sub) {}

    final Map<String, AppleClient> clients = new ConcurrentHashMap<>();
    final Map<String, AppleUser> users = new ConcurrentSkipListMap<>();
    final Set<Consent> consents = ConcurrentHashMap.newKeySet();
    final Map<String, Grant> codes = new ConcurrentHashMap<>();
    final Map<String, Grant> accessTokens = new ConcurrentHashMap<>();
    final Map<String, Grant> refreshTokens = new ConcurrentHashMap<>();
    final AtomicReference<String> signedIn = new AtomicReference<>();
    final SigningKeys keys;
    private final InstantSource clock;

    Apple(InstantSource clock, ProviderKeys keys) {
        this.clock = clock;
        this.keys = keys.of("apple", 10);
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

    /** Ends a person's consent for a client; the tokens of that consent become invalid. */
    void revoke(Consent consent) {
        consents.remove(consent);
        for (Map<String, Grant> grants : List.of(codes, accessTokens, refreshTokens)) {
            grants.values()
                    .removeIf(grant -> grant.sub().equals(consent.sub())
                            && grant.clientId().equals(consent.clientId()));
        }
    }

    AppleUser user(String sub) {
        AppleUser user = users.get(sub);
        if (user == null) {
            throw new IllegalArgumentException("The cast has no Apple user " + sub + ".");
        }
        return user;
    }
}
