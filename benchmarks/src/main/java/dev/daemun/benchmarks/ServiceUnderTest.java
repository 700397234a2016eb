package dev.daemun.benchmarks;

import dev.daemun.benchmarks.service.BenchmarkService;
import dev.daemun.localplatform.ManagedProcess;
import dev.daemun.localplatform.Ports;
import java.io.File;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** The service of the benchmark in a process of its own, on one processor of its own where the machine lets us choose. */
final class ServiceUnderTest implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofMinutes(1);

    private final ManagedProcess process;
    private final int port;

    private ServiceUnderTest(ManagedProcess process, int port) {
        this.process = process;
        this.port = port;
    }

    /** Starts one with what of this program's class path fits. */
    static ServiceUnderTest start(String name, Predicate<String> classPath, Map<String, String> settings) {
        int port = Ports.free().sampleService();
        List<String> command = new ArrayList<>(Placement.SERVER);
        command.addAll(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator, -1))
                        .filter(classPath)
                        .collect(Collectors.joining(File.pathSeparator)),
                BenchmarkService.class.getName(),
                "--server.port=" + port,
                "--server.address=127.0.0.1",
                "--logging.level.root=warn",
                "--spring.main.banner-mode=off"));
        settings.forEach((property, value) -> command.add("--" + property + "=" + value));
        ManagedProcess process = ManagedProcess.start(
                name, command, Map.of(), Path.of("").toAbsolutePath(), line -> System.err.println(name + ": " + line));
        return new ServiceUnderTest(process, port);
    }

    int port() {
        return port;
    }

    CpuTime cpu() {
        return new CpuTime(process.handle());
    }

    /** Any answer will do: without a token it is a 401. */
    void awaitListening() {
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (!Ports.isTaken(port)) {
            if (System.nanoTime() > end || !process.handle().isAlive()) {
                throw new IllegalStateException("A service did not start.");
            }
            Thread.onSpinWait();
        }
    }

    @Override
    public void close() {
        process.close();
    }
}
