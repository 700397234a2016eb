package dev.daemun.realmadmin;

import java.util.concurrent.Callable;
import org.keycloak.admin.client.Keycloak;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(
        name = "administrator",
        mixinStandardHelpOptions = true,
        description =
                "Makes the account of an administrator of everything, who has to set up a second factor at the first"
                        + " sign-in, and removes the temporary one that --user names, if it is that.")
final class NewAdministratorCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Mixin
    private ConnectionOptions connection;

    @Parameters(paramLabel = "NAME", description = "The user name of the new administrator, such as jiwoo.")
    private String name;

    @Override
    public Integer call() {
        String user = connection
                .user()
                .orElseThrow(() -> new RealmAdminException(
                        "Only an administrator makes another one: name the account that signs in by --user."));
        return connection.with("master", (keycloak, url) -> make(keycloak, url, user));
    }

    private int make(Keycloak keycloak, String url, String user) {
        var out = spec.commandLine().getOut();
        Administrators administrators = new Administrators(keycloak.realm("master"));
        String password = administrators.make(name);
        out.println("Made the administrator " + name + ". The first password, which is shown once: " + password);
        out.println("Sign in at " + url + "/admin/ before anything else: Keycloak asks for another password, and for a"
                + " second factor, and allows nothing before it has both.");
        if (administrators.removeTemporary(user)) {
            out.println("Removed the temporary administrator " + user + ".");
        } else {
            out.println(user + " is no temporary administrator and stays.");
        }
        out.flush();
        return CommandLine.ExitCode.OK;
    }
}
