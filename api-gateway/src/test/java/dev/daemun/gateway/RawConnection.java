package dev.daemun.gateway;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.awaitility.Awaitility;

/** A caller that writes whatever bytes it likes, which no HTTP client would. */
final class RawConnection implements AutoCloseable {
    private static final int LONGEST_SILENCE_MILLIS = 10_000;

    private final Socket socket;

    RawConnection(int port) {
        try {
            socket = new Socket(InetAddress.getLoopbackAddress(), port);
            socket.setSoTimeout(LONGEST_SILENCE_MILLIS);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Sends one request, of which the last header should be {@code Connection: close}, and returns the whole answer. */
    static String answerTo(int port, String request) {
        try (RawConnection connection = new RawConnection(port)) {
            connection.write(request);
            return connection.readToTheEnd();
        }
    }

    void write(String text) {
        try {
            socket.getOutputStream().write(text.getBytes(StandardCharsets.ISO_8859_1));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Everything until the other side closes the connection; fails when it stays open in silence. */
    String readToTheEnd() {
        ByteArrayOutputStream answer = new ByteArrayOutputStream();
        try {
            socket.getInputStream().transferTo(answer);
        } catch (SocketTimeoutException e) {
            throw new AssertionError("The connection stays open after: " + answer, e);
        } catch (IOException e) {
            // The other side may reset a connection on which there is more to read.
            return answer.toString(StandardCharsets.ISO_8859_1);
        }
        return answer.toString(StandardCharsets.ISO_8859_1);
    }

    /** Writes the same again and again, until the other side closes the connection; fails when it never does. */
    void writeUntilClosed(String text) {
        Awaitility.await().pollInterval(Duration.ofMillis(50)).until(() -> {
            try {
                socket.getOutputStream().write(text.getBytes(StandardCharsets.ISO_8859_1));
                return false;
            } catch (IOException e) {
                return true;
            }
        });
    }

    /** Whether the other side has answered, or begun to. */
    boolean hasAnswer() {
        try {
            return socket.getInputStream().available() > 0;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The next line of the answer. */
    String readLine() {
        StringBuilder line = new StringBuilder();
        try {
            for (int read; (read = socket.getInputStream().read()) > 0 && read != '\n'; ) {
                line.append((char) read);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return line.toString().strip();
    }

    /** Ends the connection as a caller does whose network or process has gone. */
    void reset() {
        try {
            socket.setSoLinger(true, 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        close();
    }

    @Override
    public void close() {
        try {
            socket.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
