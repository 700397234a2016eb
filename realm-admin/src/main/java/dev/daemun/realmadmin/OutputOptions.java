package dev.daemun.realmadmin;

import java.io.PrintWriter;
import picocli.CommandLine;
import picocli.CommandLine.Option;

/** How a plan is printed, and what the exit code says of it. */
final class OutputOptions {
    @Option(names = "--json", description = "Print JSON, for machines.")
    private boolean json;

    int print(PrintWriter out, Plan plan) {
        out.print(json ? plan.json().toPrettyString() + "\n" : plan.text());
        out.flush();
        return plan.isEmpty() ? CommandLine.ExitCode.OK : RealmAdminCommand.DIFFERENT;
    }
}
