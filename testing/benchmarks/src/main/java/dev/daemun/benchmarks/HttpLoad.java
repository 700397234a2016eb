package dev.daemun.benchmarks;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.LongFunction;

/**
 * Sends GET requests over plain sockets that it keeps open. An HTTP client would take more processor time than the server
 * that is to be measured.
 *
 * @param token the bearer token of a request, by the number of the request
 */
record HttpLoad(int port, String path, int connections, LongFunction<String> token) {
    /** How many requests were answered with 200, and how long each took. Any other answer ends the benchmark. */
    record Result(long requests, double seconds, List<Double> millis) {
        double rate() {
            return requests / seconds;
        }
    }

    Result run(Duration length) {
        ExecutorService threads = Executors.newFixedThreadPool(connections);
        try {
            long started = System.nanoTime();
            List<Callable<List<Double>>> each = new ArrayList<>();
            for (int i = 0; i < connections; i++) {
                int connection = i;
                each.add(() -> ask(connection, started + length.toNanos()));
            }
            List<Double> millis = new ArrayList<>();
            for (Future<List<Double>> done : threads.invokeAll(each)) {
                millis.addAll(done.get());
            }
            return new Result(millis.size(), (System.nanoTime() - started) / 1e9, millis);
        } catch (Exception e) {
            throw new IllegalStateException(e);
        } finally {
            threads.shutdown();
        }
    }

    private List<Double> ask(int connection, long end) {
        List<Double> millis = new ArrayList<>();
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            socket.setTcpNoDelay(true);
            OutputStream out = socket.getOutputStream();
            InputStream in = new BufferedInputStream(socket.getInputStream());
            long number = connection;
            for (long now = System.nanoTime(); now < end; ) {
                out.write(request(token.apply(number)));
                out.flush();
                skipAnswer(in);
                long next = System.nanoTime();
                millis.add((next - now) / 1e6);
                now = next;
                number += connections;
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return millis;
    }

    private byte[] request(String bearer) {
        return ("GET " + path + " HTTP/1.1\r\nHost: localhost\r\nAccept: application/json\r\nAuthorization: Bearer "
                        + bearer + "\r\n\r\n")
                .getBytes(StandardCharsets.US_ASCII);
    }

    private static void skipAnswer(InputStream in) throws IOException {
        String status = line(in);
        if (!status.startsWith("HTTP/1.1 200")) {
            throw new IOException("The service answered " + status);
        }
        int length = -1;
        boolean chunked = false;
        for (String header = line(in); !header.isEmpty(); header = line(in)) {
            if (header.regionMatches(true, 0, "content-length:", 0, 15)) {
                length = Integer.parseInt(header.substring(15).strip());
            }
            chunked |= header.equalsIgnoreCase("transfer-encoding: chunked");
        }
        if (!chunked) {
            in.skipNBytes(length);
            return;
        }
        for (int chunk = chunkLength(in); chunk > 0; chunk = chunkLength(in)) {
            in.skipNBytes(chunk);
            line(in);
        }
        line(in);
    }

    private static int chunkLength(InputStream in) throws IOException {
        return Integer.parseInt(line(in), 16);
    }

    private static String line(InputStream in) throws IOException {
        StringBuilder line = new StringBuilder();
        for (int read = in.read(); read != '\n'; read = in.read()) {
            if (read < 0) {
                throw new IOException("The service hung up.");
            }
            if (read != '\r') {
                line.append((char) read);
            }
        }
        return line.toString();
    }
}
