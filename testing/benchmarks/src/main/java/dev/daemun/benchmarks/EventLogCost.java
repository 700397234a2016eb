package dev.daemun.benchmarks;

import java.util.List;
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
        try (KeycloakUnderTest without = KeycloakUnderTest.start(
                        "without-log", jar -> LOG_AND_READERS.stream().noneMatch(jar::startsWith));
                KeycloakUnderTest with = KeycloakUnderTest.start("with-log", jar -> true)) {
            SignIns off = new SignIns(without, clients);
            SignIns on = new SignIns(with, clients);
            off.warmUp("without the log", rounds);
            on.warmUp("with the log", rounds);
            rounds.run((round, length) -> {
                for (SignIns signIns : round % 2 == 0 ? List.of(off, on) : List.of(on, off)) {
                    signIns.measure(length);
                }
            });
            System.out.printf("| | without | with | with/without |%n|---|---|---|---|%n");
            row("sign-ins a second", off.signIns().rate(), on.signIns().rate());
            row("CPU ms a sign-in", off.signIns().cpu(), on.signIns().cpu());
            row("sign-in p50 ms", off.signIns().latency(50), on.signIns().latency(50));
            row("sign-in p99 ms", off.signIns().latency(99), on.signIns().latency(99));
            row("refreshes a second", off.refreshes().rate(), on.refreshes().rate());
            row("CPU ms a refresh", off.refreshes().cpu(), on.refreshes().cpu());
            row("refresh p50 ms", off.refreshes().latency(50), on.refreshes().latency(50));
            row("refresh p99 ms", off.refreshes().latency(99), on.refreshes().latency(99));
        }
    }

    private static void row(String what, double without, double with) {
        System.out.printf("| %s | %.2f | %.2f | %.2f |%n", what, without, with, with / without);
    }
}
