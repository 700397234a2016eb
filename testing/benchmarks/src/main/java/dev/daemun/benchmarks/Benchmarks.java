package dev.daemun.benchmarks;

import picocli.CommandLine;
import picocli.CommandLine.Command;

/** What Daemun costs, each time beside what it is used instead of, in one run. */
@Command(
        name = "benchmarks/run",
        description = "Measures one thing and prints a table.",
        mixinStandardHelpOptions = true,
        subcommands = {
            CallCost.class,
            DenylistCost.class,
            EventLogCost.class,
            GatewayCost.class,
            WithdrawalLatency.class
        })
final class Benchmarks {
    private Benchmarks() {}

    public static void main(String[] arguments) {
        System.exit(new CommandLine(new Benchmarks()).execute(arguments));
    }
}
