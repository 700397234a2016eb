package dev.daemun.localplatform;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/** A Spring Boot service, run from what its executable jar contains. */
public final class ServiceProcess implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    private final ManagedProcess process;
    private final String url;
    private final String managementUrl;

    private ServiceProcess(ManagedProcess process, int port, int managementPort) {
        this.process = process;
        this.url = "http://localhost:" + port;
        this.managementUrl = "http://localhost:" + managementPort;
    }

    /** Starts it without waiting; the settings are Spring properties in the form of environment variables. */
    public static ServiceProcess start(
            String name, Path jar, int port, int managementPort, Map<String, String> settings, Consumer<String> log) {
        UnpackedService unpacked = UnpackedService.of(jar.toAbsolutePath());
        unpacked.unpack();
        List<String> command = new ArrayList<>(unpacked.command());
        command.addAll(List.of(
                "--server.port=" + port,
                "--management.server.port=" + managementPort,
                "--server.address=127.0.0.1",
                "--management.server.address=127.0.0.1"));
        ManagedProcess process = ManagedProcess.start(
                name, command, settings, jar.toAbsolutePath().getParent(), log);
        return new ServiceProcess(process, port, managementPort);
    }

    /** Waits until it says that it is ready for requests. */
    public void awaitReady() {
        process.awaitReady(managementUrl + "/actuator/health/readiness", PATIENCE);
    }

    /** Where it listens, without a slash at the end. */
    public String url() {
        return url;
    }

    /** Where its health and metrics are. */
    public String managementUrl() {
        return managementUrl;
    }

    /** The process itself. */
    public ManagedProcess process() {
        return process;
    }

    @Override
    public void close() {
        process.close();
    }
}
