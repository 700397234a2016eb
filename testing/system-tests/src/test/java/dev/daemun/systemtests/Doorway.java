package dev.daemun.systemtests;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;

/** Lets containers reach a port that listens only on this machine's loopback address. */
final class Doorway implements AutoCloseable {
    private final ServerSocket outside;
    private final int inside;

    Doorway(int inside) {
        this.inside = inside;
        try {
            outside = new ServerSocket(0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        inBackground(this::accept);
    }

    int port() {
        return outside.getLocalPort();
    }

    @Override
    public void close() {
        try {
            outside.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void accept() throws IOException {
        while (!outside.isClosed()) {
            Socket caller = outside.accept();
            Socket answerer = new Socket(InetAddress.getLoopbackAddress(), inside);
            inBackground(() -> pass(caller, answerer));
            inBackground(() -> pass(answerer, caller));
        }
    }

    private static void pass(Socket from, Socket to) throws IOException {
        try (from;
                to) {
            from.getInputStream().transferTo(to.getOutputStream());
        }
    }

    private static void inBackground(Work work) {
        Thread thread = new Thread(() -> {
            try {
                work.run();
            } catch (IOException e) {
                // One side has closed its connection, so the other is closed too.
                return;
            }
        });
        thread.setDaemon(true);
        thread.start();
    }

    @FunctionalInterface
    private interface Work {
        void run() throws IOException;
    }
}
