package dev.daemun.systemtests;

import dev.daemun.localplatform.PlatformException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.awaitility.Awaitility;

/** Inflicts one fault after another, each ended after some seconds, on the nodes and at the same time on what is around them. */
final class Nemesis {
    private static final Duration CLOCK_DIFFERENCE = Duration.ofSeconds(5);

    private final List<Fault> ofNodes = new ArrayList<>();
    private final List<Fault> around = new ArrayList<>();
    private final Map<String, Integer> inflicted = new TreeMap<>();
    private final long begun = System.nanoTime();

    private record Fault(String name, Runnable begin, Runnable end) {}

    Nemesis(TwoNodes nodes, List<VictimService> services) {
        for (int i = 0; i < 2; i++) {
            TwoNodes.Node node = nodes.node(i);
            ofNodes.add(new Fault("node killed", node::kill, () -> startUntilItRuns(node)));
            ofNodes.add(
                    new Fault("node frozen", () -> Signals.freeze(node.handle()), () -> Signals.thaw(node.handle())));
            ofNodes.add(new Fault("node cut off from the database", node.toDatabase::cut, node.toDatabase::mend));
            ofNodes.addAll(ofClock("node", ahead -> ShiftedClock.set(node.handle(), ahead)));
        }
        around.add(new Fault("database crashed", nodes::crashDatabase, () -> {}));
        around.add(new Fault(
                "database away for both nodes",
                () -> links(nodes).forEach(TcpLink::cut),
                () -> links(nodes).forEach(TcpLink::mend)));
        around.add(new Fault("Kafka killed", nodes.kafka::kill, nodes.kafka::start));
        around.add(new Fault(
                "Kafka frozen", () -> Signals.freeze(nodes.kafka.handle()), () -> Signals.thaw(nodes.kafka.handle())));
        around.add(new Fault(
                "webhook's receiver refuses",
                () -> nodes.receiver.answer(event -> 503),
                nodes.receiver::takeEverything));
        for (VictimService service : services) {
            around.add(new Fault("service killed", service::kill, service::start));
            around.add(new Fault(
                    "service frozen", () -> Signals.freeze(service.handle()), () -> Signals.thaw(service.handle())));
            around.addAll(ofClock("service", service::setClock));
            if (!service.links().isEmpty()) {
                around.add(new Fault(
                        "service cut off from the nodes",
                        () -> service.links().forEach(TcpLink::cut),
                        () -> service.links().forEach(TcpLink::mend)));
            }
        }
    }

    /** Returns when the time is over and everything is well again. */
    void goOn(Duration time, Random random) throws InterruptedException {
        long end = begun + time.toNanos();
        Random other = new Random(random.nextLong());
        List<RuntimeException> failures = new ArrayList<>();
        Thread beside = new Thread(() -> inflict(around, end, other), "nemesis");
        beside.setUncaughtExceptionHandler((thread, e) -> failures.add(new IllegalStateException(e)));
        beside.start();
        inflict(ofNodes, end, random);
        beside.join();
        failures.forEach(e -> {
            throw e;
        });
    }

    private void inflict(List<Fault> faults, long end, Random random) {
        while (System.nanoTime() < end) {
            pause(1_000 + random.nextInt(3_000));
            Fault fault = faults.get(random.nextInt(faults.size()));
            note(fault);
            fault.begin().run();
            pause(2_000 + random.nextInt(6_000));
            fault.end().run();
        }
    }

    private synchronized void note(Fault fault) {
        inflicted.merge(fault.name(), 1, Integer::sum);
        System.out.printf("%.1f s: %s%n", (System.nanoTime() - begun) / 1e9, fault.name());
    }

    private static List<Fault> ofClock(String whose, Consumer<Duration> clock) {
        return Stream.of(CLOCK_DIFFERENCE, CLOCK_DIFFERENCE.negated())
                .map(ahead -> new Fault(
                        whose + "'s clock " + CLOCK_DIFFERENCE.toSeconds() + " s "
                                + (ahead.isNegative() ? "behind" : "ahead"),
                        () -> clock.accept(ahead),
                        () -> clock.accept(Duration.ZERO)))
                .toList();
    }

    private static List<TcpLink> links(TwoNodes nodes) {
        return List.of(nodes.node(0).toDatabase, nodes.node(1).toDatabase);
    }

    /** A node that starts while the database is away gives up. */
    private static void startUntilItRuns(TwoNodes.Node node) {
        for (int attempt = 1; ; attempt++) {
            try {
                node.start();
                return;
            } catch (PlatformException e) {
                if (attempt == 5) {
                    throw e;
                }
                node.kill();
            }
        }
    }

    private static void pause(int milliseconds) {
        Awaitility.await()
                .pollDelay(Duration.ofMillis(milliseconds))
                .atMost(Duration.ofMinutes(1))
                .until(() -> true);
    }

    synchronized String table() {
        return inflicted.entrySet().stream()
                .map(fault -> "| " + fault.getKey() + " | " + fault.getValue() + " |\n")
                .collect(Collectors.joining("", "| what | how often |\n|---|---|\n", ""));
    }
}
