package dev.daemun.realmadmin;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

@Command(
        name = "apply",
        mixinStandardHelpOptions = true,
        description =
                "Changes the realm to what the files say, and prints what still differs. Exits with 0 when that is"
                        + " nothing, with 2 when something does.")
final class ApplyCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Mixin
    private ServerOptions server;

    @Mixin
    private OutputOptions output;

    @Option(names = "--prune", description = "Delete what the files once made and no longer have.")
    private boolean prune;

    @Option(
            names = "--secrets",
            description = "Send the files' secrets too, also where somebody has rotated them in the console.")
    private boolean secrets;

    @Override
    public Integer call() {
        return output.print(spec.commandLine().getOut(), server.with(admin -> {
            Plan left = admin.apply(prune);
            if (secrets) {
                admin.sendSecrets();
            }
            return left;
        }));
    }
}
