package dev.daemun.localplatform;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/**
 * The processes of one platform. They are written down for {@code ./run stop}, and the platform ends when one of them ends
 * that nobody asked to.
 */
final class Processes implements AutoCloseable {
    private final ProcessFile file;
    private final Deque<ManagedProcess> running = new ArrayDeque<>();
    private final CompletableFuture<ManagedProcess> endedByItself = new CompletableFuture<>();
    private boolean closed;

    Processes(ProcessFile file) {
        this.file = file;
    }

    /** Takes in a process that was just started; one that was started while the others were being ended is ended too. */
    synchronized void add(ManagedProcess process) {
        if (closed) {
            process.close();
            throw new PlatformException("The platform is being stopped.");
        }
        running.push(process);
        writeDown();
    }

    /** From now on the platform ends when this process does: to be called once it has answered. */
    void watch(ManagedProcess process) {
        CompletableFuture<Void> unused = process.ended().thenAccept(ended -> {
            if (contains(ended)) {
                endedByItself.complete(ended);
            }
        });
    }

    /** Ends one process on purpose. */
    void end(ManagedProcess process) {
        synchronized (this) {
            running.remove(process);
        }
        process.close();
    }

    /** Whether nobody has asked all of them to end yet. */
    synchronized boolean areRunning() {
        return !closed;
    }

    /** Completes with the first watched process that ends although nobody asked it to. */
    CompletableFuture<ManagedProcess> endedByItself() {
        return endedByItself;
    }

    /** Ends every process, the last started first. */
    @Override
    public void close() {
        List<ManagedProcess> all;
        synchronized (this) {
            closed = true;
            all = List.copyOf(running);
            running.clear();
        }
        all.forEach(ManagedProcess::close);
        Directories.delete(file.file());
    }

    private synchronized boolean contains(ManagedProcess process) {
        return running.contains(process);
    }

    private synchronized void writeDown() {
        List<ProcessHandle> handles = new ArrayList<>();
        handles.add(ProcessHandle.current());
        running.forEach(process -> handles.add(process.handle()));
        file.write(handles);
    }
}
