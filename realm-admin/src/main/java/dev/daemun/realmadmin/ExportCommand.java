package dev.daemun.realmadmin;

import dev.daemun.realmconfig.Mode;
import dev.daemun.realmconfig.RealmConfig;
import dev.daemun.realmconfig.RealmFiles;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import org.keycloak.admin.client.Keycloak;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

@Command(
        name = "export",
        mixinStandardHelpOptions = true,
        description = "Writes the files of a realm that somebody made in the console, with variables in the place of"
                + " secrets. Exits with 0 when a plan with these files is empty, with 2 when it is not.")
final class ExportCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Mixin
    private RealmOptions realm;

    @Option(
            names = "--output",
            required = true,
            description = "A directory for the files, which is empty or not there.")
    private Path output;

    @Override
    public Integer call() throws IOException {
        if (Files.isDirectory(output)) {
            try (var files = Files.list(output)) {
                if (files.findAny().isPresent()) {
                    throw new RealmAdminException(output + " contains files already: name another directory.");
                }
            }
        }
        return realm.with(this::write);
    }

    private int write(Keycloak keycloak, String url) {
        RealmExport export = RealmExport.of(keycloak, url, realm.name());
        PrintWriter out = spec.commandLine().getOut();
        try {
            Files.createDirectories(output);
            for (var file : export.texts().entrySet()) {
                Files.writeString(output.resolve(file.getKey()), file.getValue());
            }
        } catch (IOException e) {
            throw new RealmAdminException("Can't write to " + output + ".", e);
        }
        out.println("Wrote " + export.texts().keySet() + ".");
        out.println("Set these variables before you use the files: " + export.variables() + ".");
        Plan plan = planned(export, keycloak, url);
        if (!plan.isEmpty()) {
            out.println("These files do not say everything that the server has. A plan with them says:");
            out.print(plan.text());
        }
        out.flush();
        return plan.isEmpty() ? CommandLine.ExitCode.OK : RealmAdminCommand.DIFFERENT;
    }

    private Plan planned(RealmExport export, Keycloak keycloak, String url) {
        Map<String, String> secrets = new HashMap<>();
        export.variables().forEach(variable -> secrets.put(variable, "not-needed-for-a-plan"));
        var files = RealmConfig.realm(RealmFiles.in(output), secrets, Mode.DEMO);
        return new RealmAdmin(keycloak, url, files, Clock.systemUTC(), "export").plan();
    }
}
