package dev.daemun.standins.kakao;

import dev.daemun.standins.jose.RandomText;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;

/** The codes and tokens that were issued and are still valid. */
final class Tokens {
    private static final Duration CODE = Duration.ofMinutes(10);
    private static final Duration ACCESS = Duration.ofHours(6);
    private static final Duration REFRESH = Duration.ofDays(60);

    private final Map<String, Code> codes = new ConcurrentHashMap<>();
    private final Map<String, IssuedToken> access = new ConcurrentHashMap<>();
    private final Map<String, IssuedToken> refresh = new ConcurrentHashMap<>();
    private final InstantSource clock;

    Tokens(InstantSource clock) {
        this.clock = clock;
    }

    Instant now() {
        return clock.instant();
    }

    String code(Grant grant, String redirectUri, Optional<dev.daemun.standins.jose.CodeChallenge> challenge) {
        String value = RandomText.opaque();
        codes.put(value, new Code(grant, redirectUri, challenge, now().plus(CODE)));
        return value;
    }

    /** Takes the code, which can't be used again. */
    Optional<Code> useCode(String value) {
        return Optional.ofNullable(codes.remove(value))
                .filter(code -> code.expiresAt().isAfter(now()));
    }

    IssuedToken issueAccess(Grant grant, Instant now) {
        return issue(access, grant, now.plus(ACCESS));
    }

    IssuedToken issueRefresh(Grant grant, Instant now) {
        return issue(refresh, grant, now.plus(REFRESH));
    }

    Optional<IssuedToken> findAccess(String value) {
        return find(access, value);
    }

    Optional<IssuedToken> findRefresh(String value) {
        return find(refresh, value);
    }

    void dropRefresh(IssuedToken token) {
        refresh.remove(token.value());
    }

    void drop(Predicate<Grant> which) {
        access.values().removeIf(token -> which.test(token.grant()));
        refresh.values().removeIf(token -> which.test(token.grant()));
    }

    private IssuedToken issue(Map<String, IssuedToken> issued, Grant grant, Instant expiresAt) {
        IssuedToken token = new IssuedToken(RandomText.opaque(), grant, expiresAt);
        issued.put(token.value(), token);
        return token;
    }

    private Optional<IssuedToken> find(Map<String, IssuedToken> issued, String value) {
        return Optional.ofNullable(issued.get(value))
                .filter(token -> token.expiresAt().isAfter(now()));
    }
}
