package dev.daemun.systemtests;

import dev.daemun.localplatform.Parts;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The command {@code realm-admin} as a process of its own, from the jar that people run. */
final class RealmAdminProcess {
    private RealmAdminProcess() {}

    /** Starts it; what it prints goes into a file. */
    static Process start(Map<String, String> environment, Path output, String... arguments) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-jar",
                Parts.built().directory().resolve("realm-admin/realm-admin.jar").toString()));
        command.addAll(List.of(arguments));
        ProcessBuilder process =
                new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(output.toFile());
        process.environment().putAll(environment);
        return process.start();
    }
}
