package dev.daemun.systemtests;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

/** Reads a feed from its beginning on, and notes whom it heard of and how old its knowledge ever became. */
final class AttentiveReader {
    private final Supplier<Feed> feed;
    private final Set<String> withdrawn = ConcurrentHashMap.newKeySet();
    private String query = "";
    private long knownUntil = System.currentTimeMillis();
    private Duration oldest = Duration.ZERO;

    private AttentiveReader(Supplier<Feed> feed) {
        this.feed = feed;
    }

    /** One whose token the node remembers. */
    static AttentiveReader known(String issuer) {
        Feed feed = Feed.of(issuer);
        return new AttentiveReader(() -> feed);
    }

    /** One that comes with another token each time, as a service that has just started does. */
    static AttentiveReader unknown(String issuer) {
        return new AttentiveReader(() -> Feed.of(issuer));
    }

    /** Asks once. A refusal is no failure, but its knowledge grows older by it. */
    synchronized void read() {
        Call.Answer answer = feed.get().read(query);
        oldest = longer(oldest, Duration.ofMillis(System.currentTimeMillis() - knownUntil));
        if (answer.status() == 200) {
            JsonNode page = answer.json();
            query = "?after=" + page.path("cursor").asText();
            page.path("withdrawals")
                    .forEach(one -> withdrawn.add(one.path("sub").asText()));
            knownUntil = Math.max(knownUntil, page.path("completeUntil").asLong());
        }
    }

    boolean heardOf(Customer customer) {
        return withdrawn.contains(customer.id());
    }

    /** The longest time for which it had to go by what it knew. */
    synchronized Duration oldestKnowledge() {
        return oldest;
    }

    private static Duration longer(Duration one, Duration other) {
        return one.compareTo(other) > 0 ? one : other;
    }
}
