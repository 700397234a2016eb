package dev.daemun.realmadmin;

import java.io.PrintWriter;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

@Command(
        name = "doctor",
        mixinStandardHelpOptions = true,
        description = "Says what is unsafe in a running realm or will break, with the reason and the mend. Exits with 0"
                + " when that is nothing, with 2 when something is.")
final class DoctorCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Mixin
    private RealmOptions realm;

    @Option(names = "--json", description = "Print JSON, for machines.")
    private boolean json;

    @Override
    public Integer call() {
        Diagnosis diagnosis = realm.with((keycloak, url) -> new Doctor(keycloak, url, realm.name()).look());
        PrintWriter out = spec.commandLine().getOut();
        out.print(json ? diagnosis.json().toPrettyString() + "\n" : diagnosis.text());
        out.flush();
        return diagnosis.isHealthy() ? CommandLine.ExitCode.OK : RealmAdminCommand.DIFFERENT;
    }
}
