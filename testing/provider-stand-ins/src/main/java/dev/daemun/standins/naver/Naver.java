package dev.daemun.standins.naver;

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
import java.util.function.Predicate;

/** The state that all of Naver's endpoints share. */
final class Naver {
    static final String LOGIN = "nid.naver.com";
    static final String API = "openapi.naver.com";
    static final String ISSUER = "https://" + LOGIN;

    /** Each app's connected people, as "client id, space, id". */
    private final Set<String> links = ConcurrentHashMap.newKeySet();

    final Map<String, NaverApp> apps = new ConcurrentHashMap<>();
    final Map<String, NaverUser> users = new ConcurrentSkipListMap<>();
    final Map<String, Grant> codes = new ConcurrentHashMap<>();
    final Map<String, Grant> accessTokens = new ConcurrentHashMap<>();
    final Map<String, Grant> refreshTokens = new ConcurrentHashMap<>();
    final AtomicReference<String> signedIn = new AtomicReference<>();
    final SigningKeys keys;
    private final InstantSource clock;

    Naver(InstantSource clock, ProviderKeys keys) {
        this.clock = clock;
        this.keys = keys.of("naver", 32);
    }

    Instant now() {
        return clock.instant();
    }

    /** Stores a grant under a new random value, in which Naver has the characters of plain Base64. */
    static String keep(Map<String, Grant> where, String prefix, Grant grant) {
        String value = prefix + RandomText.base64();
        where.put(value, grant);
        return value;
    }

    Optional<Grant> alive(Grant grant) {
        return Optional.ofNullable(grant).filter(found -> found.expiresAt().isAfter(now()));
    }

    void link(NaverApp app, String userId) {
        links.add(app.clientId() + " " + userId);
    }

    boolean isLinked(NaverApp app, String userId) {
        return links.contains(app.clientId() + " " + userId);
    }

    /** Ends a person's consent for an app, and all tokens that have come from it. */
    void unlink(NaverApp app, String userId) {
        links.remove(app.clientId() + " " + userId);
        drop(grant -> grant.userId().equals(userId) && grant.app().clientId().equals(app.clientId()));
    }

    private void drop(Predicate<Grant> which) {
        for (Map<String, Grant> grants : List.of(codes, accessTokens, refreshTokens)) {
            grants.values().removeIf(which);
        }
    }

    NaverUser user(String id) {
        NaverUser user = users.get(id);
        if (user == null) {
            throw new IllegalArgumentException("The cast has no Naver user " + id + ".");
        }
        return user;
    }
}
