package dev.daemun.localplatform;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.stream.Stream;

/** A process of the platform with all that it started, its output handed on line by line. */
public final class ManagedProcess implements AutoCloseable {
    private static final Duration GRACE = Duration.ofSeconds(20);

    private final String name;
    private final Process process;
    private final Thread reader;

    private ManagedProcess(String name, Process process, Thread reader) {
        this.name = name;
        this.process = process;
        this.reader = reader;
    }

    /** Starts a command whose output goes, a line at a time, to {@code log}. */
    public static ManagedProcess start(
            String name, List<String> command, Map<String, String> environment, Path directory, Consumer<String> log) {
        ProcessBuilder builder =
                new ProcessBuilder(command).directory(directory.toFile()).redirectErrorStream(true);
        builder.environment().putAll(environment);
        try {
            Process process = builder.start();
            process.getOutputStream().close();
            Thread reader = new Thread(() -> copy(process, log), name + "-log");
            reader.setDaemon(true);
            reader.start();
            return new ManagedProcess(name, process, reader);
        } catch (IOException e) {
            throw new PlatformException(name + " can't be started: " + e.getMessage(), e);
        }
    }

    /** Waits until the address answers 200; fails as soon as the process has ended. */
    public void awaitReady(String address, Duration patience) {
        if (!Readiness.await(address, patience, process::isAlive)) {
            throw new PlatformException(
                    process.isAlive()
                            ? name + " did not answer at " + address + " within " + patience.toSeconds()
                                    + " s: its log above says why."
                            : name + " ended with exit code " + process.exitValue() + ": its log above says why.");
        }
    }

    /** The name that its log lines carry. */
    public String name() {
        return name;
    }

    /** The process that was started; what it started itself are its descendants. */
    public ProcessHandle handle() {
        return process.toHandle();
    }

    /** What it and the processes that it started have used of the processor so far. */
    public Duration processorTime() {
        return family(process.toHandle())
                .map(member -> member.info().totalCpuDuration().orElse(Duration.ZERO))
                .reduce(Duration.ZERO, Duration::plus);
    }

    /** Waits until it has ended and its output is handed on, and returns its exit code; ends it if that takes longer. */
    int awaitExit(Duration patience) {
        try {
            if (!process.waitFor(patience.toMillis(), TimeUnit.MILLISECONDS)) {
                kill();
                throw new PlatformException(
                        name + " had not ended after " + patience.toSeconds() + " s, and was ended.");
            }
            reader.join(GRACE.toMillis());
            return process.exitValue();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new PlatformException("Nobody waits any more for the end of " + name + ".", e);
        }
    }

    /** Asks it and the processes that it started to end, and does not wait for it. */
    void askToEnd() {
        family(process.toHandle()).forEach(ProcessHandle::destroy);
    }

    /** Completes when the process has ended, whoever ended it. */
    CompletableFuture<ManagedProcess> ended() {
        return process.onExit().thenApply(ended -> this);
    }

    /** Ends it as {@code kill -9} does, without a chance to tidy up: for crash tests. */
    public void kill() {
        family(process.toHandle()).forEach(ProcessHandle::destroyForcibly);
        await(process.toHandle(), GRACE);
    }

    @Override
    public void close() {
        stop(process.toHandle());
    }

    /** Asks a process and its children to end, and ends by force those that don't. */
    static void stop(ProcessHandle root) {
        List<ProcessHandle> family = family(root).toList();
        family.forEach(ProcessHandle::destroy);
        family.forEach(member -> await(member, GRACE));
        family.stream().filter(ProcessHandle::isAlive).forEach(ProcessHandle::destroyForcibly);
    }

    private static Stream<ProcessHandle> family(ProcessHandle root) {
        return Stream.concat(root.descendants(), Stream.of(root));
    }

    private static void await(ProcessHandle handle, Duration patience) {
        try {
            handle.onExit()
                    .completeOnTimeout(handle, patience.toMillis(), TimeUnit.MILLISECONDS)
                    .get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (ExecutionException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void copy(Process process, Consumer<String> log) {
        try (BufferedReader reader = process.inputReader(StandardCharsets.UTF_8)) {
            reader.lines().forEach(log);
        } catch (IOException | UncheckedIOException e) {
            // The stream is gone with the process, which whoever watches the process is told.
        }
    }
}
