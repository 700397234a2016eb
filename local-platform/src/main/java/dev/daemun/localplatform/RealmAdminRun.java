package dev.daemun.localplatform;

import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;

/**
 * Changes the realm of a running Keycloak to what its files say, by {@code realm-admin apply}. People who are signed in stay so.
 *
 * @param jar the executable jar of realm-admin
 * @param files the directory of the realm's files
 * @param variables those of realm-config, which contain secrets
 * @param log what realm-admin prints, line by line
 */
record RealmAdminRun(Path jar, Path files, Map<String, String> variables, Consumer<String> log) {
    private static final Duration PATIENCE = Duration.ofMinutes(5);

    /** @throws PlatformException with all that realm-admin has printed, if not everything is as the files say afterwards */
    void apply(String server, Login administrator) {
        List<String> command = List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-jar",
                jar.toString(),
                "apply",
                "--demo",
                "--server",
                server,
                "--user",
                administrator.username(),
                "--files",
                files.toString());
        Map<String, String> environment = new HashMap<>(variables);
        // Not as an argument, which every user of this machine may see.
        environment.put("DAEMUN_REALM_ADMIN_PASSWORD", administrator.password());
        List<String> printed = new CopyOnWriteArrayList<>();
        ManagedProcess process =
                ManagedProcess.start("realm-admin", command, environment, files, log.andThen(printed::add));
        if (process.awaitExit(PATIENCE) != 0) {
            throw new PlatformException("The realm is not as its files say:\n" + String.join("\n", printed));
        }
    }
}
