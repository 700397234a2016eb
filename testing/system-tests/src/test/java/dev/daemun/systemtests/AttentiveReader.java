package dev.daemun.systemtests;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

/** Reads a node's feed from the beginning on. It notes who was withdrawn, and how old its knowledge was at the worst. */
final class AttentiveReader {
    private final Supplier<Feed> feed;
    private final Set<String> withdrawn = ConcurrentHashMap.newKeySet();
    private String query = "";
    private long knownUntil = System.currentTimeMillis();
    private Duration oldest = Duration.ZERO;

    private AttentiveReader(Supplier<Feed> feed) {
        this.feed = feed;
    }

    /** Comes with the same token each time, which the node remembers after the first. */
    static AttentiveReader known(String issuer) {
        Feed feed = Feed.of(issuer);
        return new AttentiveReader(() -> feed);
    }

    /** Comes with a new token each time, as a service that has just started does. The node has to check each of them. */
    static AttentiveReader unknown(String issuer) {
        return new AttentiveReader(() -> Feed.of(issuer));
    }

    /** Asks once. When the node refuses, that is no failure, but the reader's knowledge stays as old as it is. */
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

    /** The longest time between the moment until which it knew everything and the next answer. */
    synchronized Duration oldestKnowledge() {
        return oldest;
    }

    private static Duration longer(Duration one, Duration other) {
        return one.compareTo(other) > 0 ? one : other;
    }
}
