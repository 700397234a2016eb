package dev.daemun.benchmarks;

import dev.daemun.benchmarks.service.BenchmarkService;
import dev.daemun.localplatform.ManagedProcess;
import java.io.File;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The benchmark's service in its own process, on the server's processor where {@link Placement} can choose one. */
final class ServiceUnderTest implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofMinutes(1);

    private final ManagedProcess process;
    private final CompletableFuture<Integer> port;

    private ServiceUnderTest(ManagedProcess process, CompletableFuture<Integer> port) {
        this.process = process;
        this.port = port;
    }

    /** Starts one with those entries of this program's class path that match, and others. */
    static ServiceUnderTest start(
            String name, Predicate<String> classPath, Map<String, String> settings, Path... others) {
        return start(name, BenchmarkService.class, classPath, settings, others);
    }

    /** Starts one of another kind. */
    static ServiceUnderTest start(
            String name,
            Class<?> application,
            Predicate<String> classPath,
            Map<String, String> settings,
            Path... others) {
        List<String> command = new ArrayList<>(Placement.SERVER);
        command.addAll(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                Stream.concat(
                                Arrays.stream(others).map(Path::toString),
                                Arrays.stream(System.getProperty("java.class.path")
                                                .split(File.pathSeparator, -1))
                                        .filter(classPath))
                        .collect(Collectors.joining(File.pathSeparator)),
                application.getName(),
                "--server.port=0",
                // By default Tomcat closes a connection after a hundred requests.
                "--server.tomcat.max-keep-alive-requests=-1",
                "--server.address=127.0.0.1",
                "--logging.level.root=warn",
                "--spring.main.banner-mode=off"));
        settings.forEach((property, value) -> command.add("--" + property + "=" + value));
        CompletableFuture<Integer> port = new CompletableFuture<>();
        ManagedProcess process =
                ManagedProcess.start(name, command, Map.of(), Path.of("").toAbsolutePath(), line -> {
                    System.err.println(name + ": " + line);
                    if (line.startsWith(BenchmarkService.LISTENS)) {
                        port.complete(Integer.valueOf(line.substring(BenchmarkService.LISTENS.length())));
                    }
                });
        return new ServiceUnderTest(process, port);
    }

    int port() {
        return port.join();
    }

    CpuTime cpu() {
        return CpuTime.of(handle());
    }

    ProcessHandle handle() {
        return process.handle();
    }

    void awaitListening() {
        try {
            port.get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
        } catch (ExecutionException | TimeoutException e) {
            throw new IllegalStateException("A service did not start.", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        process.close();
    }
}
