package dev.daemun.systemtests;

import com.sun.tools.attach.AgentInitializationException;
import com.sun.tools.attach.AgentLoadException;
import com.sun.tools.attach.AttachNotSupportedException;
import com.sun.tools.attach.VirtualMachine;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.stream.Stream;

/** Sets the clock of a running Java process ahead or back, as a machine's clock may be, until it is set to nothing again. */
final class ShiftedClock {
    private static final Path AGENT = Path.of("../shifted-clock/target/agent").toAbsolutePath();

    private ShiftedClock() {}

    /**
     * Returns when the process has the new time.
     *
     * @param ahead in whole seconds; less than zero sets it back
     */
    static void set(ProcessHandle process, Duration ahead) {
        try (var jars = Files.newDirectoryStream(AGENT, "shifted-clock-*.jar")) {
            VirtualMachine machine =
                    VirtualMachine.attach(Long.toString(java(process).pid()));
            try {
                machine.loadAgent(jars.iterator().next().toString(), ahead.toString());
            } finally {
                machine.detach();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (AttachNotSupportedException | AgentLoadException | AgentInitializationException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Keycloak's script starts Java as a child. */
    private static ProcessHandle java(ProcessHandle process) {
        return Stream.concat(Stream.of(process), process.descendants())
                .filter(each ->
                        each.info().command().filter(it -> it.endsWith("java")).isPresent())
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("Process " + process.pid() + " runs no Java."));
    }
}
