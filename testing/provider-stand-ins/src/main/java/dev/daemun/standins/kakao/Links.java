package dev.daemun.standins.kakao;

import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Which users are connected to which apps. */
final class Links {
    private record Between(long appId, long userId) {}

    private final Map<Between, Link> links = new ConcurrentHashMap<>();
    private final InstantSource clock;

    Links(InstantSource clock) {
        this.clock = clock;
    }

    Optional<Link> find(KakaoApp app, long userId) {
        return Optional.ofNullable(links.get(new Between(app.appId(), userId)));
    }

    void connect(KakaoApp app, long userId, Set<String> agreed) {
        Link fresh = new Link(clock.instant().truncatedTo(ChronoUnit.SECONDS), agreed);
        links.merge(new Between(app.appId(), userId), fresh, (old, more) -> old.agreeing(agreed));
    }

    void disconnect(KakaoApp app, long userId) {
        links.remove(new Between(app.appId(), userId));
    }
}
