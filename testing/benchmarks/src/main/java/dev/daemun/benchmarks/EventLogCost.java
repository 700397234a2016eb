package dev.daemun.benchmarks;

import dev.daemun.localplatform.CodeFlow;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.IntConsumer;
import java.util.stream.IntStream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Measures sign-ins and refreshes at a Keycloak with the identity event log and all its readers, and at one without. */
@Command(name = "event-log", description = "What the identity event log costs at sign-in and refresh.")
final class EventLogCost implements Runnable {
    private static final List<String> LOG_AND_READERS = List.of("identity-event-log", "revocation-feed", "event-relay");

    @Mixin
    private Rounds rounds;

    @Option(names = "--clients", defaultValue = "4", description = "How many sign in at the same time.")
    private int clients;

    @Override
    public void run() {
        try (Subject off = new Subject(
                        "without-log", clients, jar -> LOG_AND_READERS.stream().noneMatch(jar::startsWith));
                Subject on = new Subject("with-log", clients, jar -> true)) {
            rounds.run((round, length, counts) -> {
                for (Subject subject : round % 2 == 0 ? List.of(off, on) : List.of(on, off)) {
                    subject.measure(length, counts);
                }
            });
            System.out.printf("| | without | with | with/without |%n|---|---|---|---|%n");
            row("sign-ins a second", off.signIns.rate(), on.signIns.rate());
            row("CPU ms a sign-in", off.signIns.cpu(), on.signIns.cpu());
            row("sign-in p50 ms", off.signIns.latency(50), on.signIns.latency(50));
            row("sign-in p99 ms", off.signIns.latency(99), on.signIns.latency(99));
            row("refreshes a second", off.refreshes.rate(), on.refreshes.rate());
            row("CPU ms a refresh", off.refreshes.cpu(), on.refreshes.cpu());
            row("refresh p50 ms", off.refreshes.latency(50), on.refreshes.latency(50));
            row("refresh p99 ms", off.refreshes.latency(99), on.refreshes.latency(99));
        }
    }

    private static void row(String what, double without, double with) {
        System.out.printf("| %s | %.2f | %.2f | %.2f |%n", what, without, with, with / without);
    }

    /** One of the two Keycloaks. */
    private static final class Subject implements AutoCloseable {
        private final KeycloakUnderTest keycloak;
        private final List<KeycloakUnderTest.Person> people;
        private final String[] refreshTokens;
        private final Series signIns = new Series();
        private final Series refreshes = new Series();

        Subject(String name, int clients, java.util.function.Predicate<String> providers) {
            keycloak = KeycloakUnderTest.start(name, providers);
            people = IntStream.range(0, clients)
                    .mapToObj(i -> keycloak.person("person-" + i))
                    .toList();
            refreshTokens = new String[clients];
        }

        void measure(Duration length, boolean counts) {
            measure(length, counts ? signIns : new Series(), this::signIn);
            measure(length, counts ? refreshes : new Series(), this::refresh);
        }

        private void signIn(int client) {
            CodeFlow.Tokens tokens = keycloak.webApp().signIn(people.get(client).login());
            refreshTokens[client] = tokens.refreshToken();
        }

        private void refresh(int client) {
            refreshTokens[client] = new FormPost(
                            keycloak.issuer() + "/protocol/openid-connect/token",
                            Map.of(
                                    "grant_type", "refresh_token",
                                    "client_id", "sample-web-app",
                                    "refresh_token", refreshTokens[client]))
                    .send()
                    .path("refresh_token")
                    .asText();
        }

        private void measure(Duration length, Series series, IntConsumer call) {
            ConcurrentLinkedQueue<Double> millis = new ConcurrentLinkedQueue<>();
            long cpu = keycloak.cpu().micros();
            long started = System.nanoTime();
            List<Thread> threads = new ArrayList<>();
            for (int i = 0; i < people.size(); i++) {
                int client = i;
                Thread thread = new Thread(() -> {
                    long now = System.nanoTime();
                    while (now - started < length.toNanos()) {
                        call.accept(client);
                        long next = System.nanoTime();
                        millis.add((next - now) / 1e6);
                        now = next;
                    }
                });
                thread.start();
                threads.add(thread);
            }
            threads.forEach(EventLogCost::join);
            double took = (System.nanoTime() - started) / 1e9;
            series.add(millis.size() / took, (keycloak.cpu().micros() - cpu) / 1e3 / millis.size(), millis);
        }

        @Override
        public void close() {
            keycloak.close();
        }
    }

    private static void join(Thread thread) {
        try {
            thread.join();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
