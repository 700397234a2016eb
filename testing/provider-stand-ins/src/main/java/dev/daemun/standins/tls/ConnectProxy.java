package dev.daemun.standins.tls;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * An HTTP proxy (CONNECT, RFC 9110 section 9.3.6) that connects the providers' hosts with the stand-ins and refuses all
 * other hosts, so that nothing reaches the internet through it.
 */
public final class ConnectProxy implements AutoCloseable {
    private static final int LONGEST_HEAD = 16_384;

    private final Set<String> targets;
    private final int tlsPort;
    private final ServerSocket server;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final Set<Closeable> open = ConcurrentHashMap.newKeySet();

    private ConnectProxy(int port, Set<String> targets, int tlsPort) throws IOException {
        this.targets = targets;
        this.tlsPort = tlsPort;
        this.server = new ServerSocket(port, 50, InetAddress.getLoopbackAddress());
        threads.execute(this::accept);
    }

    /** Connects calls to port 443 of these hosts with a port of this machine. */
    public static ConnectProxy start(int port, Set<String> hosts, int tlsPort) throws IOException {
        Set<String> targets = ConcurrentHashMap.newKeySet();
        hosts.forEach(host -> targets.add(host + ":443"));
        return new ConnectProxy(port, targets, tlsPort);
    }

    /** The port that it listens on. */
    public int port() {
        return server.getLocalPort();
    }

    private void accept() {
        while (!server.isClosed()) {
            try {
                Socket client = server.accept();
                threads.execute(() -> serve(client));
            } catch (IOException closed) {
                return;
            }
        }
    }

    private void serve(Socket client) {
        open.add(client);
        try (client) {
            InputStream in = new BufferedInputStream(client.getInputStream());
            String[] request = head(in).split(" ", 3);
            if (request.length < 3 || !request[0].equals("CONNECT") || !targets.contains(request[1])) {
                answer(client, "403 Forbidden");
                return;
            }
            try (Socket standIn = new Socket(InetAddress.getLoopbackAddress(), tlsPort)) {
                open.add(standIn);
                answer(client, "200 Connection Established");
                threads.execute(() -> pump(standIn, client));
                in.transferTo(standIn.getOutputStream());
                open.remove(standIn);
            }
        } catch (IOException e) {
            // One side has closed its connection, and both are closed by now, so there is nobody to report this to.
        } finally {
            open.remove(client);
        }
    }

    private static void pump(Socket from, Socket to) {
        try (from;
                to) {
            from.getInputStream().transferTo(to.getOutputStream());
        } catch (IOException e) {
            // The connection is closed already, as above.
        }
    }

    private static String head(InputStream in) throws IOException {
        ByteArrayOutputStream head = new ByteArrayOutputStream();
        while (head.size() < LONGEST_HEAD
                && !head.toString(StandardCharsets.US_ASCII).endsWith("\r\n\r\n")) {
            int next = in.read();
            if (next < 0) {
                break;
            }
            head.write(next);
        }
        return head.toString(StandardCharsets.US_ASCII);
    }

    private static void answer(Socket client, String status) throws IOException {
        client.getOutputStream().write(("HTTP/1.1 " + status + "\r\n\r\n").getBytes(StandardCharsets.US_ASCII));
    }

    @Override
    public void close() throws IOException {
        server.close();
        threads.shutdownNow();
        for (Closeable socket : open) {
            socket.close();
        }
    }
}
