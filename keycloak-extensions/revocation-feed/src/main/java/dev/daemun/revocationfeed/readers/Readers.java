package dev.daemun.revocationfeed.readers;

import dev.daemun.revocationfeed.recent.Page;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

/**
 * How far each reader of this node's feed has come. One that has read nothing for a minute is forgotten: it has ended, or reads at
 * another node, or its own health says that it hears nothing.
 */
public final class Readers {
    private static final Duration REMEMBERED = Duration.ofMinutes(1);
    private static final int MOST = 10_000;

    private final Clock clock;
    private final Map<Reader, Progress> progress = new ConcurrentHashMap<>();

    /** Nobody yet. */
    public Readers(Clock clock) {
        this.clock = clock;
    }

    /**
     * How far one has come.
     *
     * @param position of the log, up to which it has read
     * @param at when it got its last page
     * @param caughtUpAt when it last got a page after which there was nothing; null if never
     */
    private record Progress(long position, Instant at, Instant caughtUpAt) {}

    /**
     * A reader as an operator sees it.
     *
     * @param position of the log, up to which it has read
     * @param ageSeconds since it last had everything; null while it has never had
     */
    public record Listed(String client, String instance, long position, Double ageSeconds) {}

    /** Notes that a reader has got a page. */
    public void got(Reader reader, Page page) {
        Instant now = clock.instant();
        long position = page.cursor().position();
        progress.computeIfPresent(
                reader, (known, before) -> new Progress(position, now, page.caughtUp() ? now : before.caughtUpAt()));
        if (progress.size() < MOST) {
            progress.putIfAbsent(reader, new Progress(position, now, page.caughtUp() ? now : null));
        }
    }

    /** Those of a realm that have read something within the last minute, those that are furthest behind first. */
    public List<Listed> of(String realm) {
        return recent().filter(one -> one.getKey().realm().equals(realm))
                .map(one -> listed(one.getKey(), one.getValue()))
                .sorted(Comparator.comparingLong(Listed::position)
                        .thenComparing(Listed::client)
                        .thenComparing(Listed::instance))
                .toList();
    }

    /** The names of the realms that have readers. */
    List<String> realms() {
        return recent().map(one -> one.getKey().realm()).distinct().toList();
    }

    private Stream<Map.Entry<Reader, Progress>> recent() {
        Instant oldest = clock.instant().minus(REMEMBERED);
        progress.values().removeIf(one -> one.at().isBefore(oldest));
        return progress.entrySet().stream();
    }

    private Listed listed(Reader reader, Progress come) {
        Double age = come.caughtUpAt() == null
                ? null
                : Duration.between(come.caughtUpAt(), clock.instant()).toMillis() / 1_000.0;
        return new Listed(reader.client(), reader.instance(), come.position(), age);
    }
}
