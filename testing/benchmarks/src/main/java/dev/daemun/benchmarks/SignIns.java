package dev.daemun.benchmarks;

import dev.daemun.localplatform.CodeFlow;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.IntConsumer;
import java.util.stream.IntStream;

/** People who sign in and refresh their tokens, all at the same time, again and again. */
final class SignIns {
    private final List<KeycloakUnderTest> nodes;
    private final List<KeycloakUnderTest.Person> people;
    private final String[] refreshTokens;
    private final Series signIns = new Series();
    private final Series refreshes = new Series();

    /**
     * Creates the people.
     *
     * @param clients how many sign in at the same time
     */
    SignIns(KeycloakUnderTest keycloak, int clients) {
        this(
                List.of(keycloak),
                IntStream.range(0, clients)
                        .mapToObj(i -> keycloak.person("person-" + i))
                        .toList());
    }

    private SignIns(List<KeycloakUnderTest> nodes, List<KeycloakUnderTest.Person> people) {
        this.nodes = nodes;
        this.people = people;
        this.refreshTokens = new String[people.size()];
    }

    /** The same people, for figures of their own. */
    SignIns again() {
        return new SignIns(nodes, people);
    }

    /** The same people, who are spread over several nodes with the same database, for figures of their own. */
    SignIns at(List<KeycloakUnderTest> nodes) {
        return new SignIns(nodes, people);
    }

    Series signIns() {
        return signIns;
    }

    Series refreshes() {
        return refreshes;
    }

    /** Lets them sign in and refresh until the nodes are warm. */
    void warmUp(String name, Rounds rounds) {
        rounds.warmUp(
                name,
                new CpuTime(nodes.stream()
                        .flatMap(node -> node.cpu().processes().stream())
                        .toList()),
                length -> measure(length, new Series(), this::signIn) + measure(length, new Series(), this::refresh));
    }

    /** Lets them sign in for that long, and then refresh for that long. */
    void measure(Duration length) {
        measure(length, signIns, this::signIn);
        measure(length, refreshes, this::refresh);
    }

    private void signIn(int client) {
        CodeFlow.Tokens tokens = node(client).webApp().signIn(people.get(client).login());
        refreshTokens[client] = tokens.refreshToken();
    }

    private void refresh(int client) {
        refreshTokens[client] = new FormPost(
                        node(client).issuer() + "/protocol/openid-connect/token",
                        Map.of(
                                "grant_type", "refresh_token",
                                "client_id", "sample-web-app",
                                "refresh_token", refreshTokens[client]))
                .send()
                .path("refresh_token")
                .asText();
    }

    /** Returns the processor time of a call in milliseconds. */
    private double measure(Duration length, Series series, IntConsumer call) {
        ConcurrentLinkedQueue<Double> millis = new ConcurrentLinkedQueue<>();
        long cpu = cpuMicros();
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
        threads.forEach(SignIns::join);
        double took = (System.nanoTime() - started) / 1e9;
        double each = (cpuMicros() - cpu) / 1e3 / millis.size();
        series.add(millis.size() / took, each, millis);
        return each;
    }

    private KeycloakUnderTest node(int client) {
        return nodes.get(client % nodes.size());
    }

    private long cpuMicros() {
        return nodes.stream().mapToLong(node -> node.cpu().micros()).sum();
    }

    private static void join(Thread thread) {
        try {
            thread.join();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
