package dev.daemun.revocationfeed.kafka;

import dev.daemun.eventlog.RepeatedWork.Next;
import dev.daemun.revocationfeed.recent.RecentWithdrawals;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/**
 * Publishes what this node knows of all realms. Each node of a cluster publishes everything: a reader does the same for one
 * record as for two equal ones, and no node has to find out whether another one is still at work. What was sent is not
 * stored, so a node that starts publishes once more all that still matters.
 */
final class Publication {
    private static final Next IDLE = Next.onNudge(Duration.ofSeconds(1));
    /** A topic that is refused while others are taken costs the others seconds with each attempt. */
    private static final Duration REST_OF_ONE_AMONG_MANY = Duration.ofSeconds(30);

    private final Supplier<Map<String, String>> topics;
    private final Kafka kafka;
    private final RecentWithdrawals recent;
    private final Clock clock;
    private final Map<String, RealmPublication> realms = new HashMap<>();
    private int beginning;

    /** Publishes to the topics that are given by the ids of their realms. */
    Publication(Supplier<Map<String, String>> topics, Kafka kafka, RecentWithdrawals recent, Clock clock) {
        this.topics = topics;
        this.kafka = kafka;
        this.recent = recent;
        this.clock = clock;
    }

    Next round() throws InterruptedException {
        if (beginning != recent.beginnings()) {
            beginning = recent.beginnings();
            realms.clear();
        }
        if (!recent.isFresh()) {
            return IDLE;
        }
        update(topics.get());
        boolean published = false;
        boolean recovered = false;
        List<RealmPublication> failed = new ArrayList<>();
        for (RealmPublication realm : realms.values()) {
            switch (realm.publish()) {
                case PUBLISHED -> published = true;
                case RECOVERED -> recovered = true;
                case FAILED -> failed.add(realm);
                case RESTING -> {}
            }
        }
        if (recovered) {
            // Kafka is back, so none need wait any longer.
            realms.values().forEach(realm -> realm.rest(Duration.ZERO));
        } else if (published) {
            failed.forEach(realm -> realm.rest(REST_OF_ONE_AMONG_MANY));
        }
        return IDLE;
    }

    /** A realm that was renamed begins anew: its new topic must get everything. */
    private void update(Map<String, String> current) {
        realms.keySet().retainAll(current.keySet());
        current.forEach((realm, topic) -> {
            RealmPublication known = realms.get(realm);
            if (known == null || !known.isTo(topic)) {
                realms.put(realm, new RealmPublication(realm, topic, kafka, recent, clock));
            }
        });
    }
}
