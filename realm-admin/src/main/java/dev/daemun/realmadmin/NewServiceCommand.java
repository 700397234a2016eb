package dev.daemun.realmadmin;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.daemun.realmconfig.Mode;
import dev.daemun.realmconfig.RealmConfig;
import dev.daemun.realmconfig.RealmFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(
        name = "service",
        mixinStandardHelpOptions = true,
        description = "Writes the file of a new service, and prints what the service and the gateway need besides.")
final class NewServiceCommand implements Callable<Integer> {
    private static final String SCHEMA = "service.schema.json";

    @Spec
    private CommandSpec spec;

    @Parameters(paramLabel = "NAME", description = "The service's name and audience, such as orders.")
    private String name;

    @Option(
            names = "--files",
            defaultValue = "realm-config/realm",
            description = "The directory with the realm's files; realm-config/realm unless given.")
    private Path files;

    @Option(names = "--role", description = "A role that the service defines. May be repeated.")
    private List<String> roles = List.of();

    @Option(names = "--called-by", description = "A client whose tokens are for this service too. May be repeated.")
    private List<String> calledBy = List.of();

    @Override
    public Integer call() throws IOException {
        if (!name.matches("[a-z][a-z0-9-]*")) {
            throw new RealmAdminException(
                    name + " can't name a service: use small letters, digits and hyphens, such as orders.");
        }
        if (!Files.isDirectory(files)) {
            throw new RealmAdminException(files + " is no directory: name the one with the realm's files by --files.");
        }
        Path file = files.resolve("services").resolve(name + ".json");
        if (Files.exists(file)) {
            throw new RealmAdminException(file + " exists already: change it, or choose another name.");
        }
        Files.createDirectories(file.getParent());
        if (!Files.exists(files.resolve(SCHEMA))) {
            Files.writeString(files.resolve(SCHEMA), RealmFiles.serviceSchema());
        }
        Files.writeString(file, content().toPrettyString() + "\n");
        var out = spec.commandLine().getOut();
        out.println("Wrote " + file + ".");
        out.println();
        out.print(NextSteps.of(name, variable(), roles));
        out.flush();
        List<String> problems = RealmConfig.problems(RealmFiles.in(files), System.getenv(), Mode.DEMO);
        problems.forEach(spec.commandLine().getErr()::println);
        return problems.isEmpty() ? CommandLine.ExitCode.OK : CommandLine.ExitCode.SOFTWARE;
    }

    private ObjectNode content() {
        ObjectNode service = Json.object()
                .put("$schema", "../" + SCHEMA)
                .put("description", "Say here in one sentence what " + name + " does.")
                .put("secret", "${" + variable() + "}")
                .put("readsFeed", true);
        ObjectNode defined = Json.object();
        roles.forEach(role -> defined.putObject(role).put("description", "Say here what " + role + " allows."));
        service.set("roles", defined);
        service.set("calledBy", Json.array(calledBy));
        return service;
    }

    private String variable() {
        return "DAEMUN_" + name.toUpperCase(Locale.ROOT).replace('-', '_') + "_CLIENT_SECRET";
    }
}
