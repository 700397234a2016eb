package dev.daemun.realmadmin;

import dev.daemun.realmconfig.Mode;
import dev.daemun.realmconfig.RealmConfig;
import dev.daemun.realmconfig.RealmFiles;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.function.Function;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The realm of the files beside that of a server, and which of the realm's variables are allowed. */
final class ServerOptions {
    @Mixin
    private ConnectionOptions connection;

    @Option(
            names = "--files",
            description = "The directory with the realm's files, in place of the built-in ones; or DAEMUN_REALM_FILES.")
    private Path files;

    @Option(names = "--demo", description = "Allow demo secrets, as realm-config --demo does.")
    private boolean demo;

    Plan with(Function<RealmAdmin, Plan> use) {
        var realm = RealmConfig.realm(
                RealmFiles.of(files, System.getenv()), System.getenv(), demo ? Mode.DEMO : Mode.PRODUCTION);
        return connection.with(
                realm.path("realm").asText(),
                (keycloak, url) -> use.apply(new RealmAdmin(keycloak, url, realm, Clock.systemUTC(), owner())));
    }

    private static String owner() {
        try {
            return InetAddress.getLocalHost().getHostName() + ", process "
                    + ProcessHandle.current().pid();
        } catch (UnknownHostException e) {
            return "process " + ProcessHandle.current().pid();
        }
    }
}
