package dev.daemun.benchmarks;

import dev.daemun.benchmarks.KeycloakUnderTest.Additions;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/**
 * Measures sign-ins and refreshes at one node of a Keycloak cluster and at two, and how long a log-out at one node takes to reach a service that
 * asks the other one. All share these processors, so that two nodes can do no more than one; what a second one costs can be seen.
 */
@Command(name = "nodes", description = "What sign-ins cost, and how long withdrawals take, with two nodes of Keycloak.")
final class NodesCost implements Runnable {
    @Mixin
    private Rounds rounds;

    @Option(names = "--clients", defaultValue = "4", description = "How many sign in at the same time.")
    private int clients;

    @Option(names = "--withdrawals", defaultValue = "100", description = "How many log-outs for each service.")
    private int withdrawals;

    @Override
    public void run() {
        try (KeycloakUnderTest first = KeycloakUnderTest.start("nodes", jar -> true, Additions.clustered())) {
            SignIns atOne = new SignIns(first, clients);
            atOne.warmUp("one node", rounds);
            rounds.run((round, length) -> atOne.measure(length));
            try (KeycloakUnderTest second = first.another("second-node")) {
                SignIns atTwo = atOne.at(List.of(first, second));
                atTwo.warmUp("two nodes", rounds);
                rounds.run((round, length) -> atTwo.measure(length));
                System.out.printf(
                        "| nodes | sign-ins a second | CPU ms a sign-in | sign-in p50 ms | refreshes a second | CPU ms a refresh |%n"
                                + "|---|---|---|---|---|---|%n");
                print(1, atOne);
                print(2, atTwo);
                System.out.println();
                String same = refusals(first, first).row("that reads the feed of that node");
                String other = refusals(second, first).row("that reads the feed of the other node");
                System.out.println(Refusals.heading("signed out at one node, until a service refuses"));
                System.out.println(same);
                System.out.println(other);
            }
        }
    }

    private Refusals refusals(KeycloakUnderTest read, KeycloakUnderTest signedOutAt) {
        try (ServicesInThisProcess service = ServicesInThisProcess.start(read, 1)) {
            String name = read == signedOutAt ? "same" : "other";
            LogOuts logOuts = new LogOuts(read, signedOutAt);
            logOuts.warmUp(rounds.warmUp(), service::refuse, name, ServicesInThisProcess.ASKED_EACH);
            return logOuts.until(service::refuse, name, withdrawals, ServicesInThisProcess.ASKED_EACH);
        }
    }

    private static void print(int nodes, SignIns signIns) {
        System.out.printf(
                "| %d | %.1f | %.1f | %.1f | %.1f | %.2f |%n",
                nodes,
                signIns.signIns().rate(),
                signIns.signIns().cpu(),
                signIns.signIns().latency(50),
                signIns.refreshes().rate(),
                signIns.refreshes().cpu());
    }
}
