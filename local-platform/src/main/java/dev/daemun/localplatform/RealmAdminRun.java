package dev.daemun.localplatform;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
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
    /** @throws PlatformException with all that realm-admin has printed, if not everything is as the files say afterwards */
    void apply(String server, Login administrator) {
        ProcessBuilder command = new ProcessBuilder(
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
                        files.toString())
                .redirectErrorStream(true);
        command.environment().putAll(variables);
        // With these options Java prints a line of its own, and a debugger would wait for its port.
        command.environment().remove("JDK_JAVA_OPTIONS");
        // Not as an argument, which every user of this machine may see.
        command.environment().put("DAEMUN_REALM_ADMIN_PASSWORD", administrator.password());
        try {
            Process process = command.start();
            List<String> printed;
            try (BufferedReader output = process.inputReader(StandardCharsets.UTF_8)) {
                printed = output.lines().peek(log).toList();
            }
            if (process.waitFor() != 0) {
                throw new PlatformException("The realm is not as its files say:\n" + String.join("\n", printed));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new PlatformException("Nobody waits any more for the realm to be changed.", e);
        }
    }
}
