package dev.daemun.standins.web;

import com.sun.net.httpserver.HttpServer;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import javax.net.ssl.SSLContext;

/** Serves a site on the loopback address only, so that nobody on the network can mistake it for the provider. */
public final class WebServer implements AutoCloseable {
    private final HttpServer server;
    private final ExecutorService threads = Executors.newCachedThreadPool();

    private WebServer(HttpServer server, Site site) {
        this.server = server;
        server.setExecutor(threads);
        server.createContext("/", site);
        server.start();
    }

    /** Serves plain HTTP; port 0 takes any free port. */
    public static WebServer plain(int port, Site site) throws IOException {
        return new WebServer(HttpServer.create(loopback(port), 0), site);
    }

    /** Serves the same site over TLS, on any free port. */
    public static WebServer secured(SSLContext tls, Site site) throws IOException {
        HttpsServer server = HttpsServer.create(loopback(0), 0);
        server.setHttpsConfigurator(new HttpsConfigurator(tls));
        return new WebServer(server, site);
    }

    private static InetSocketAddress loopback(int port) {
        return new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
    }

    /** The port that it listens on. */
    public int port() {
        return server.getAddress().getPort();
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
