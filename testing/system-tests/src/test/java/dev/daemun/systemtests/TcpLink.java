package dev.daemun.systemtests;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * A TCP connection's way through a network that can be cut. As in a real one nobody is told: what is sent meanwhile arrives when
 * the link is whole again.
 */
final class TcpLink implements AutoCloseable {
    private final ServerSocket entrance;
    private final int exit;
    private final Object whole = new Object();
    private final AtomicBoolean cut = new AtomicBoolean();
    private final Set<Socket> ends = ConcurrentHashMap.newKeySet();

    private TcpLink(ServerSocket entrance, int exit) {
        this.entrance = entrance;
        this.exit = exit;
    }

    /** Leads from a free port to this one. */
    static TcpLink to(int port) {
        return at("127.0.0.1", 0, port);
    }

    /** Leads from a certain address and port to a port of the usual loopback address; 0 stands for any free port. */
    static TcpLink at(String address, int entrance, int exit) {
        try {
            TcpLink link = new TcpLink(new ServerSocket(entrance, 50, InetAddress.getByName(address)), exit);
            link.start("accept", link::accept);
            return link;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    int port() {
        return entrance.getLocalPort();
    }

    void cut() {
        cut.set(true);
    }

    /** Cuts it so that both ends notice: open connections break, and new ones get no answer. */
    void sever() {
        cut();
        for (Socket end : ends) {
            try {
                end.close();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    void mend() {
        cut.set(false);
        synchronized (whole) {
            whole.notifyAll();
        }
    }

    @Override
    public void close() {
        try {
            entrance.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        mend();
    }

    private interface Step {
        void take() throws IOException, InterruptedException;
    }

    private void start(String name, Step step) {
        Thread thread = new Thread(
                () -> {
                    try {
                        step.take();
                    } catch (IOException e) {
                        // One of the two ends is gone, and so is the connection.
                    } catch (InterruptedException e) {
                        Thread.currentThread().interrupt();
                    }
                },
                "link-" + exit + "-" + name);
        thread.setDaemon(true);
        thread.start();
    }

    private void accept() throws IOException, InterruptedException {
        while (true) {
            Socket here = entrance.accept();
            start("connect", () -> connect(here));
        }
    }

    private void connect(Socket here) throws IOException, InterruptedException {
        try {
            awaitWhole();
            Socket there = new Socket(InetAddress.getLoopbackAddress(), exit);
            start("in", () -> carry(here, there));
            start("out", () -> carry(there, here));
        } catch (IOException e) {
            here.close();
        }
    }

    private void carry(Socket from, Socket to) throws IOException, InterruptedException {
        try (from;
                to) {
            ends.add(from);
            InputStream in = from.getInputStream();
            OutputStream out = to.getOutputStream();
            byte[] some = new byte[16_384];
            for (int read = in.read(some); read >= 0; read = in.read(some)) {
                awaitWhole();
                out.write(some, 0, read);
            }
            awaitWhole();
        } finally {
            ends.remove(from);
        }
    }

    private void awaitWhole() throws InterruptedException {
        synchronized (whole) {
            while (cut.get()) {
                whole.wait();
            }
        }
    }
}
