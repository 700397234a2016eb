package dev.daemun.benchmarks;

import dev.daemun.freeports.FreePort;
import dev.daemun.localplatform.ManagedProcess;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;

/**
 * An nginx on the server's processor that forwards {@code /api/} to a service. It asks whether a call may pass as docs/gateways.md says,
 * but keeps its connections open, and tells the service behind nothing of the caller.
 */
record Nginx(ManagedProcess process, int port) implements AutoCloseable {
    private static final String PROGRAM = "nginx";
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    static boolean isInstalled() {
        return Stream.of(System.getenv("PATH").split(File.pathSeparator, -1))
                .anyMatch(directory -> Files.isExecutable(Path.of(directory, PROGRAM)));
    }

    /**
     * Starts one.
     *
     * @param service the port of the service behind it
     * @param check the port of the service that it asks whether a call may pass; empty if it asks nobody
     */
    static Nginx inFrontOf(int service, OptionalInt check) {
        int port = FreePort.next();
        try {
            Path directory = Files.createTempDirectory(PROGRAM);
            Path file =
                    Files.writeString(directory.resolve("nginx.conf"), configuration(directory, port, service, check));
            List<String> command = new ArrayList<>(Placement.SERVER);
            command.addAll(List.of(PROGRAM, "-p", directory.toString(), "-c", file.toString()));
            ManagedProcess process = ManagedProcess.start(
                    PROGRAM, command, Map.of(), directory, line -> System.err.println(PROGRAM + ": " + line));
            awaitListening(port);
            return new Nginx(process, port);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** By default nginx closes a connection after a thousand requests, and an idle one to a service at once. */
    private static String configuration(Path directory, int port, int service, OptionalInt check) {
        return """
                daemon off;
                master_process off;
                pid %1$s/pid;
                error_log stderr;
                events {}
                http {
                    access_log off;
                    keepalive_requests 1000000000;
                    client_body_temp_path %1$s/bodies;
                    proxy_temp_path %1$s/proxied;
                    fastcgi_temp_path %1$s/fastcgi;
                    uwsgi_temp_path %1$s/uwsgi;
                    scgi_temp_path %1$s/scgi;
                    proxy_http_version 1.1;
                    proxy_set_header Connection "";
                    upstream service { server 127.0.0.1:%3$d; keepalive 32; keepalive_requests 1000000000; }
                    %4$s
                    server {
                        listen 127.0.0.1:%2$d;
                        location /api/ {
                            %5$s
                            proxy_pass http://service/;
                        }
                        %6$s
                    }
                }
                """.formatted(
                        directory,
                        port,
                        service,
                        check.isEmpty()
                                ? ""
                                : "upstream check { server 127.0.0.1:" + check.getAsInt()
                                        + "; keepalive 32; keepalive_requests 1000000000; }",
                        check.isEmpty() ? "" : "auth_request /_check;",
                        check.isEmpty() ? "" : """
                        location = /_check {
                            internal;
                            proxy_pass http://check/daemun/authorize;
                            proxy_http_version 1.1;
                            proxy_set_header Connection "";
                            proxy_pass_request_body off;
                            proxy_set_header Content-Length "";
                            proxy_set_header X-Original-Method $request_method;
                            proxy_set_header X-Original-URI $request_uri;
                        }
                        """);
    }

    private static void awaitListening(int port) {
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (!listens(port)) {
            if (System.nanoTime() > end) {
                throw new IllegalStateException("nginx does not listen.");
            }
            LockSupport.parkNanos(20_000_000);
        }
    }

    private static boolean listens(int port) {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            return socket.isConnected();
        } catch (IOException e) {
            return false;
        }
    }

    ProcessHandle handle() {
        return process.handle();
    }

    CpuTime cpu() {
        return CpuTime.of(handle());
    }

    @Override
    public void close() {
        process.close();
    }
}
