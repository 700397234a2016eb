package dev.daemun.standins.kakao;

import dev.daemun.standins.jose.ProviderKeys;
import dev.daemun.standins.jose.SigningKeys;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;

/** The state that all of Kakao's endpoints share. */
record Kakao(
        Map<String, KakaoApp> apps,
        Map<Long, KakaoUser> users,
        Links links,
        Tokens tokens,
        SigningKeys keys,
        SignedInUser signedIn) {
    static final String AUTH = "kauth.kakao.com";
    static final String API = "kapi.kakao.com";
    static final String ISSUER = "https://" + AUTH;

    static Kakao empty(InstantSource clock, ProviderKeys keys) {
        return new Kakao(
                new ConcurrentHashMap<>(),
                new ConcurrentSkipListMap<>(),
                new Links(clock),
                new Tokens(clock),
                keys.of("kakao", 30),
                new SignedInUser());
    }

    Optional<KakaoApp> app(Optional<String> restApiKey) {
        return restApiKey.map(apps::get);
    }

    KakaoUser user(long id) {
        KakaoUser user = users.get(id);
        if (user == null) {
            throw new IllegalArgumentException("The cast has no Kakao user " + id + ".");
        }
        return user;
    }

    /** Disconnects a user from an app; as at Kakao, all the user's tokens for the app become invalid. */
    void unlink(KakaoApp app, long userId) {
        links.disconnect(app, userId);
        tokens.drop(grant -> grant.userId() == userId && grant.restApiKey().equals(app.restApiKey()));
    }
}
