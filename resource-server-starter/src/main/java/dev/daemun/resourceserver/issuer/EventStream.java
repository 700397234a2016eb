package dev.daemun.resourceserver.issuer;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpTimeoutException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Queue;
import org.jspecify.annotations.Nullable;

/**
 * Events that a server sends within one answer (WHATWG HTML, section 9.2). More is read from the network only when the next
 * event is asked for, so an answer without an end needs no more memory than its largest event. For one thread.
 */
public final class EventStream implements AutoCloseable {
    private final URI address;
    private final PiecewiseBody body;
    private final int mostBytes;
    private final Queue<Answer> events = new ArrayDeque<>();
    private final ByteArrayOutputStream event = new ByteArrayOutputStream();
    private boolean tooLarge;
    private boolean lineIsEmpty = true;

    EventStream(URI address, PiecewiseBody body, int mostBytes) {
        this.address = address;
        this.body = body;
        this.mostBytes = mostBytes;
    }

    /**
     * The data of the next event, or its beginning where it is too large; null at the end of the stream.
     *
     * @param silence the longest time in which nothing at all may come
     * @param within the longest time until the event is there: whatever else comes meanwhile is no event
     * @throws IOException when the connection breaks, or either time is over
     */
    public @Nullable Answer next(Duration silence, Duration within) throws IOException, InterruptedException {
        long began = System.nanoTime();
        while (events.isEmpty()) {
            Duration left = within.minusNanos(System.nanoTime() - began);
            PiecewiseBody.Piece piece = body.next(left.compareTo(silence) < 0 ? left : silence);
            if (piece == null) {
                throw new IOException(
                        address + " is silent",
                        new HttpTimeoutException("no event within "
                                + Duration.ofNanos(System.nanoTime() - began).toMillis() + " ms"));
            }
            if (piece.failure() != null) {
                throw new IOException(address + " has broken off", piece.failure());
            }
            if (piece.bytes() == null) {
                return null;
            }
            piece.bytes().forEach(this::take);
        }
        return events.remove();
    }

    @Override
    public void close() {
        body.cancel();
    }

    /** An event ends with an empty line. */
    private void take(ByteBuffer bytes) {
        while (bytes.hasRemaining()) {
            byte next = bytes.get();
            if (next == '\n' && lineIsEmpty) {
                end();
            } else if (next != '\r') {
                lineIsEmpty = next == '\n';
                tooLarge |= event.size() >= mostBytes;
                if (!tooLarge) {
                    event.write(next);
                }
            }
        }
    }

    /** What has no data, such as a comment that only keeps the connection open, is no event. */
    private void end() {
        ByteArrayOutputStream data = new ByteArrayOutputStream();
        event.toString(StandardCharsets.UTF_8)
                .lines()
                .filter(line -> line.startsWith("data:"))
                .map(line -> line.substring("data:".length()).getBytes(StandardCharsets.UTF_8))
                .forEach(data::writeBytes);
        if (data.size() > 0) {
            events.add(new Answer(address, 200, data.toByteArray(), !tooLarge));
        }
        event.reset();
        tooLarge = false;
    }
}
