package dev.daemun.realmconfig;

import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Runs before {@code kc.sh start --import-realm}; the start goes on only when it exits with 0. */
@Command(
        name = "realm-config",
        mixinStandardHelpOptions = true,
        description = "Writes the realm that Keycloak imports at startup, or says which variables are wrong.")
final class RealmConfigCommand implements Callable<Integer> {
    @Option(names = "--output", required = true, description = "Keycloak's data/import directory.")
    private Path output;

    @Option(names = "--demo", description = "Import the demo users too, and allow demo secrets.")
    private boolean demo;

    @Option(
            names = "--files",
            description = "The directory with the realm's files, in place of the built-in ones; or DAEMUN_REALM_FILES.")
    private Path files;

    public static void main(String[] args) {
        System.exit(new CommandLine(new RealmConfigCommand()).execute(args));
    }

    @Override
    public Integer call() {
        try {
            RealmConfig.write(
                    output, RealmFiles.of(files, System.getenv()), System.getenv(), demo ? Mode.DEMO : Mode.PRODUCTION);
            return CommandLine.ExitCode.OK;
        } catch (RealmConfigException e) {
            e.problems().forEach(System.err::println);
            return CommandLine.ExitCode.SOFTWARE;
        }
    }
}
