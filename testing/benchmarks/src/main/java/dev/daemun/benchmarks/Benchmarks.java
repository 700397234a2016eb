package dev.daemun.benchmarks;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.ScopeType;

/** Measures what Daemun costs, and in the same run what one would use instead of Daemun. */
@Command(
        name = "testing/benchmarks/run",
        description = "Measures one thing and prints a table.",
        mixinStandardHelpOptions = true,
        scope = ScopeType.INHERIT,
        subcommands = {
            AllBenchmarks.class,
            CallCost.class,
            CatchUpCost.class,
            ChainCost.class,
            DecodingCost.class,
            DenylistCost.class,
            EventLogCost.class,
            GatewayCost.class,
            NodesCost.class,
            ReadersCost.class,
            RelayCost.class,
            UsersCost.class,
            WithdrawalLatency.class
        })
final class Benchmarks {
    private Benchmarks() {}

    public static void main(String[] arguments) {
        // Otherwise what libraries log would hide the tables.
        ((Logger) LoggerFactory.getLogger(Logger.ROOT_LOGGER_NAME)).setLevel(Level.WARN);
        System.exit(new CommandLine(new Benchmarks()).execute(arguments));
    }
}
