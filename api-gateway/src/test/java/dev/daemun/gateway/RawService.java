package dev.daemun.gateway;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CopyOnWriteArrayList;

/** A service that answers with whatever bytes it is given, as soon as it has the headers of a request, and hangs up. */
final class RawService implements AutoCloseable {
    /** The header part of each request, as it came. */
    final List<String> requests = new CopyOnWriteArrayList<>();

    /** Connections that ended otherwise than by an answer. */
    final List<IOException> failures = new CopyOnWriteArrayList<>();

    private final ServerSocket server;
    private volatile String answer;
    private volatile boolean waiting;
    private volatile boolean staying;

    RawService(String answer) {
        this.answer = answer;
        try {
            server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Thread thread = new Thread(this::serve);
        thread.setDaemon(true);
        thread.start();
    }

    String uri() {
        return "http://localhost:" + server.getLocalPort();
    }

    /** What it answers from now on; nothing: it only hangs up. */
    void answers(String next) {
        answer = next;
    }

    /** From now on it answers a request only when its whole body is there. */
    void waitsForBodies() {
        waiting = true;
    }

    /** From now on it hangs up only when the other side does. */
    void staysConnected() {
        staying = true;
    }

    private void serve() {
        while (!server.isClosed()) {
            try {
                Socket caller = server.accept();
                Thread thread = new Thread(() -> answer(caller));
                thread.setDaemon(true);
                thread.start();
            } catch (IOException e) {
                if (!server.isClosed()) {
                    throw new UncheckedIOException(e);
                }
            }
        }
    }

    private void answer(Socket caller) {
        try (caller) {
            String request = headers(caller.getInputStream());
            if (!request.isEmpty()) {
                requests.add(request);
                if (waiting) {
                    caller.getInputStream().readNBytes(length(request));
                }
                caller.getOutputStream().write(answer.getBytes(StandardCharsets.ISO_8859_1));
                if (!staying) {
                    caller.shutdownOutput();
                }
                caller.getInputStream().transferTo(OutputStream.nullOutputStream());
            }
        } catch (IOException e) {
            // The gateway hangs up first on what it does not understand.
            failures.add(e);
        }
    }

    private static int length(String request) {
        return request.toLowerCase(Locale.ROOT)
                .lines()
                .filter(line -> line.startsWith("content-length:"))
                .mapToInt(line -> Integer.parseInt(
                        line.substring("content-length:".length()).strip()))
                .findFirst()
                .orElse(0);
    }

    private static String headers(InputStream in) throws IOException {
        StringBuilder headers = new StringBuilder();
        for (int read; headers.indexOf("\r\n\r\n") < 0 && (read = in.read()) >= 0; ) {
            headers.append((char) read);
        }
        return headers.toString();
    }

    @Override
    public void close() {
        try {
            server.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
