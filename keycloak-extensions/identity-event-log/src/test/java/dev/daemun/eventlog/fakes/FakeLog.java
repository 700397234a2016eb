package dev.daemun.eventlog.fakes;

import dev.daemun.eventlog.Completeness;
import dev.daemun.eventlog.IdentityEvent;
import dev.daemun.eventlog.IdentityEventLog;
import dev.daemun.eventlog.LogState;
import dev.daemun.eventlog.PositionLostException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.UUID;

/** The log as its interface describes it, in memory. */
public final class FakeLog implements IdentityEventLog {
    /** The readers' cursors by their names. */
    public final Map<String, Long> cursors = new HashMap<>();

    /** By which the log says up to when it is complete. */
    public Clock clock = Clock.systemUTC();

    /** For how long a committed event has been waiting for its position. */
    public Duration behind = Duration.ZERO;

    private final NavigableMap<Long, IdentityEvent> events = new TreeMap<>();
    private String id = UUID.randomUUID().toString();
    private long forgotten;
    private long last;

    /** Adds an event of a short type name about a user. */
    public IdentityEvent add(String type, String user, Instant at) {
        return add(type, user, at, "{\"realm\":\"daemun\"}");
    }

    /** Adds an event with data of its own. */
    public IdentityEvent add(String type, String user, Instant at, String data) {
        IdentityEvent event = new IdentityEvent(
                ++last,
                UUID.randomUUID().toString(),
                "https://id.example.com/realms/daemun",
                "dev.daemun.identity." + type + ".v1",
                user,
                user,
                "realm-id",
                at,
                at,
                data);
        events.put(last, event);
        return event;
    }

    /** Deletes old events. */
    public void forget(long upTo) {
        events.headMap(upTo, true).clear();
        forgotten = upTo;
    }

    /** Becomes another log, as after a backup was restored. */
    public void restore(long lastPosition) {
        events.tailMap(lastPosition, false).clear();
        last = lastPosition;
        id = UUID.randomUUID().toString();
    }

    @Override
    public List<IdentityEvent> after(long position, int limit) {
        if (position < forgotten || position > last) {
            throw new PositionLostException(position, state());
        }
        return events.tailMap(position, false).values().stream().limit(limit).toList();
    }

    @Override
    public Completeness completeness() {
        return new Completeness(clock.instant().minus(behind), clock.instant());
    }

    @Override
    public LogState state() {
        return new LogState(id, forgotten, last);
    }

    @Override
    public long register(String name, long cursor) {
        cursors.putIfAbsent(name, cursor);
        return cursors.get(name);
    }

    @Override
    public void advance(String name, long cursor) {
        if (cursors.computeIfPresent(name, (key, known) -> Math.max(known, cursor)) == null) {
            throw new IllegalArgumentException("No reader " + name + " is registered.");
        }
    }

    @Override
    public void unregister(String name) {
        cursors.remove(name);
    }

    @Override
    public void close() {
        // Nothing is held.
    }
}
