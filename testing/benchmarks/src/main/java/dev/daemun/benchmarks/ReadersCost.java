package dev.daemun.benchmarks;

import java.net.http.HttpClient;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Flow;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * Measures what readers of the feed cost Keycloak that hold a stream open: while nothing is withdrawn, and for each withdrawal. Each has
 * a connection and a token of its own, and begins a new stream where one ends. A service's tokens, one in five minutes, are not in it.
 */
@Command(name = "readers", description = "What services cost Keycloak that wait for withdrawals.")
final class ReadersCost implements Runnable {
    /** Each stream ends within a minute, so that by then the JVM has compiled what one costs. */
    private static final int SETTLING_SECONDS = 60;

    @Option(names = "--readers", split = ",", defaultValue = "0,100,1000", description = "How many, the fewest first.")
    private List<Integer> readers;

    @Option(names = "--seconds", defaultValue = "60", description = "How long they wait.")
    private int seconds;

    @Option(names = "--withdrawals", defaultValue = "50", description = "How many withdrawals come afterwards.")
    private int withdrawals;

    @Override
    public void run() {
        try (KeycloakUnderTest keycloak = KeycloakUnderTest.start("readers", jar -> true)) {
            System.out.printf(
                    "| readers | CPU of a core while they wait, %% | live heap MB | CPU µs a withdrawal and reader |%n"
                            + "|---|---|---|---|%n");
            for (int count : readers) {
                measure(keycloak, count);
            }
        }
    }

    private void measure(KeycloakUnderTest keycloak, int count) {
        Feed feed = new Feed(keycloak);
        List<Reader> waiting =
                IntStream.range(0, count).mapToObj(i -> new Reader(feed)).toList();
        try {
            waiting.forEach(Reader::begin);
            if (count > 0) {
                sleep(SETTLING_SECONDS * 1_000L);
            }
            long begun = System.nanoTime();
            long cpu = keycloak.cpu().micros();
            sleep(seconds * 1_000L);
            double idle = (keycloak.cpu().micros() - cpu) / ((System.nanoTime() - begun) / 1e3);
            double heap = keycloak.java().liveBytes() / 1e6;
            System.out.printf(
                    Locale.ROOT,
                    "| %,d | %.1f | %.1f | %s |%n",
                    count,
                    idle * 100,
                    heap,
                    count == 0 ? "" : "%.0f".formatted(withdraw(keycloak, waiting, idle)));
        } finally {
            waiting.forEach(Reader::end);
        }
    }

    /** What one withdrawal costs for one reader, without what waiting costs meanwhile. */
    private double withdraw(KeycloakUnderTest keycloak, List<Reader> waiting, double idle) {
        int before = received(waiting);
        long begun = System.nanoTime();
        long cpu = keycloak.cpu().micros();
        for (int i = 1; i <= withdrawals; i++) {
            LoggedEvents.sessionsEnded(keycloak, 1);
            int all = before + i * waiting.size();
            while (received(waiting) < all) {
                LockSupport.parkNanos(1_000_000);
            }
        }
        double micros = (System.nanoTime() - begun) / 1e3;
        return (keycloak.cpu().micros() - cpu - idle * micros) / withdrawals / waiting.size();
    }

    private static int received(List<Reader> waiting) {
        return waiting.stream().mapToInt(Reader::withdrawals).sum();
    }

    private static void sleep(long millis) {
        LockSupport.parkNanos(millis * 1_000_000);
    }

    /** A stream after the other, with a connection that no other reader uses. */
    private static final class Reader implements Flow.Subscriber<String> {
        private static final String WITHDRAWAL = "\"issuedUpTo\"";
        private static final HttpClient HTTP =
                HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
        private final Feed feed;
        private final String token;
        private final AtomicInteger withdrawals = new AtomicInteger();
        private volatile String cursor = "";
        private volatile boolean ended;

        Reader(Feed feed) {
            this.feed = feed;
            this.token = feed.token();
        }

        int withdrawals() {
            return withdrawals.get();
        }

        void begin() {
            CompletableFuture<HttpResponse<Void>> stream = HTTP.sendAsync(
                    feed.request(token, "/stream" + (cursor.isEmpty() ? "" : "?after=" + cursor)),
                    BodyHandlers.fromLineSubscriber(this));
            CompletableFuture<HttpResponse<Void>> unused = stream.whenComplete((answer, failure) -> {
                if (ended) {
                    return;
                }
                if (failure != null || answer.statusCode() != 200) {
                    System.err.println("A reader got " + (failure == null ? answer.statusCode() : failure));
                }
                begin();
            });
        }

        void end() {
            ended = true;
        }

        @Override
        public void onSubscribe(Flow.Subscription subscription) {
            subscription.request(Long.MAX_VALUE);
        }

        @Override
        public void onNext(String line) {
            int begin = line.indexOf("\"cursor\":\"");
            if (begin >= 0) {
                withdrawals.addAndGet(
                        (line.length() - line.replace(WITHDRAWAL, "").length()) / WITHDRAWAL.length());
                begin += "\"cursor\":\"".length();
                cursor = line.substring(begin, line.indexOf('"', begin));
            }
        }

        @Override
        public void onError(Throwable failure) {
            // The answer ends with it, which begins the next stream.
        }

        @Override
        public void onComplete() {
            // The answer ends, which begins the next stream.
        }
    }
}
