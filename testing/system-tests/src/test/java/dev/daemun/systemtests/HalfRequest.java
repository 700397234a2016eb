package dev.daemun.systemtests;

import java.io.IOException;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.NoSuchAlgorithmException;
import javax.net.ssl.SSLContext;

/** The beginning of a request over TLS, after which the caller sends nothing more. */
record HalfRequest(String server, String text, Socket socket) {
    /** Longer than any limit for a request. */
    private static final int PATIENCE_MILLISECONDS = 60_000;

    static HalfRequest send(String server, String text) throws IOException {
        URI address = URI.create(server);
        try {
            Socket socket =
                    SSLContext.getDefault().getSocketFactory().createSocket(address.getHost(), address.getPort());
            socket.setSoTimeout(PATIENCE_MILLISECONDS);
            socket.getOutputStream().write(text.getBytes(StandardCharsets.US_ASCII));
            socket.getOutputStream().flush();
            return new HalfRequest(server, text, socket);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Reads whatever the server answers until it ends the connection, which it must. */
    void awaitItsEnd() {
        try (socket) {
            socket.getInputStream().readAllBytes();
        } catch (SocketTimeoutException e) {
            throw new AssertionError(server + " waits for ever for the rest of: " + text, e);
        } catch (IOException e) {
            // It has broken the connection off.
        }
    }
}
