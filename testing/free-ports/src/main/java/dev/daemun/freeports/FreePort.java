package dev.daemun.freeports;

import java.io.IOException;
import java.net.ServerSocket;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;

/**
 * A TCP port for a server that starts later, or stops and starts again. The systems' own way, a socket at port 0, serves only those
 * that open their port at once and keep it: as soon as that socket is closed, the system may give its port to any other process or
 * connection.
 */
public final class FreePort {
    /** Linux gives ports from 32768 on to connections and to sockets at port 0, macOS and Windows from 49152 on. */
    private static final int LOWEST = 20_000;

    private static final int COUNT = 12_000;
    private static final AtomicInteger NEXT =
            new AtomicInteger(ThreadLocalRandom.current().nextInt(COUNT));

    private FreePort() {}

    /** One that nothing listens at, below those that the system gives away. No two calls in a process return the same. */
    public static int next() {
        return IntStream.range(0, COUNT)
                .map(tried -> LOWEST + Math.floorMod(NEXT.getAndIncrement(), COUNT))
                .filter(port -> !isTaken(port))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("All ports from " + LOWEST + " to " + (LOWEST + COUNT - 1)
                        + " are in use: stop a program that listens at them."));
    }

    /** Whether a process listens there now. */
    public static boolean isTaken(int port) {
        try (ServerSocket socket = new ServerSocket(port)) {
            return !socket.isBound();
        } catch (IOException e) {
            return true;
        }
    }
}
