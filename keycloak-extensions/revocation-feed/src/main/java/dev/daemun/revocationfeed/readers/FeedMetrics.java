package dev.daemun.revocationfeed.readers;

import dev.daemun.revocationfeed.recent.RecentWithdrawals;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.MultiGauge.Row;
import io.micrometer.core.instrument.Tags;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What Keycloak's metrics endpoint shows of this node's feed: since when it may lack something, and by client how many
 * instances read it and how long ago the last of them had everything.
 */
public final class FeedMetrics {
    /** Whoever may create clients could otherwise fill the metrics. */
    private static final int MOST_CLIENTS = 200;

    private final Readers readers;
    private final MultiGauge numbers;
    private final MultiGauge ages;

    /** Registers them. */
    public FeedMetrics(MeterRegistry registry, RecentWithdrawals recent, Readers readers) {
        this.readers = readers;
        Gauge.builder("daemun.feed.age", recent, RecentWithdrawals::secondsIncomplete)
                .baseUnit("seconds")
                .description(
                        "Since the moment before which every committed event has its position and is in this node's feed")
                .register(registry);
        numbers = MultiGauge.builder("daemun.feed.readers")
                .description("Instances that have read this node's feed within the last minute")
                .register(registry);
        ages = MultiGauge.builder("daemun.feed.reader.age")
                .baseUnit("seconds")
                .description("Since the instance that is furthest behind had everything; NaN while one has never had")
                .register(registry);
    }

    /** Shows how things stand now. */
    public void show() {
        Map<Tags, List<Readers.Listed>> byClient = new LinkedHashMap<>();
        for (String realm : readers.realms()) {
            for (Readers.Listed reader : readers.of(realm)) {
                Tags tags = Tags.of("realm", realm, "client", reader.client());
                if (byClient.size() < MOST_CLIENTS || byClient.containsKey(tags)) {
                    byClient.computeIfAbsent(tags, client -> new ArrayList<>()).add(reader);
                }
            }
        }
        List<Row<?>> sizes = new ArrayList<>();
        List<Row<?>> furthestBehind = new ArrayList<>();
        byClient.forEach((tags, all) -> {
            sizes.add(Row.of(tags, all.size()));
            furthestBehind.add(Row.of(tags, age(all)));
        });
        numbers.register(sizes, true);
        ages.register(furthestBehind, true);
    }

    private static double age(List<Readers.Listed> ofClient) {
        return ofClient.stream()
                .mapToDouble(reader -> reader.ageSeconds() == null ? Double.NaN : reader.ageSeconds())
                .reduce(0, Math::max);
    }
}
