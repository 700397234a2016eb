package dev.daemun.realmadmin;

import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** What changes, reads and judges a realm of a running Keycloak. */
@Command(
        name = "realm-admin",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        description = "Compares the realm's files with a running Keycloak, and changes the realm to what they say.",
        subcommands = {PlanCommand.class, ApplyCommand.class, ExportCommand.class, DoctorCommand.class, NewCommand.class
        })
final class RealmAdminCommand {
    /** Something differs. */
    static final int DIFFERENT = 2;

    /** Keycloak was away, or somebody else was changing the realm, so that the same command may succeed later. */
    private static final int LATER = 3;

    public static void main(String[] args) {
        System.exit(run(args));
    }

    static int run(String... args) {
        return run(
                new PrintWriter(System.out, true, StandardCharsets.UTF_8),
                new PrintWriter(System.err, true, StandardCharsets.UTF_8),
                args);
    }

    static int run(PrintWriter out, PrintWriter err, String... args) {
        return new CommandLine(new RealmAdminCommand())
                .setOut(out)
                .setErr(err)
                .setExitCodeExceptionMapper(failure -> CommandLine.ExitCode.SOFTWARE)
                .setParameterExceptionHandler((mistake, arguments) -> {
                    mistake.getCommandLine().getErr().println(mistake.getMessage());
                    // Not 2, which says that something differs.
                    return CommandLine.ExitCode.SOFTWARE;
                })
                .setExecutionExceptionHandler((failure, commandLine, arguments) -> {
                    commandLine.getErr().println(Failures.sentence(failure));
                    return Failures.mayPass(failure) ? LATER : CommandLine.ExitCode.SOFTWARE;
                })
                .execute(args);
    }
}
