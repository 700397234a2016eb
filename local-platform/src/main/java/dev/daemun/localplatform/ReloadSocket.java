package dev.daemun.localplatform;

import static java.util.concurrent.CompletableFuture.delayedExecutor;

import dev.daemun.realmconfig.PrivateFile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * Where {@code ./run reload} asks the launcher, which owns the processes, to replace a module: a Unix domain socket in a
 * directory that only its owner may enter, so that nobody else on this machine can ask. A request is the name of the module;
 * the answer is {@value #DONE}, or one sentence on what went wrong.
 */
final class ReloadSocket implements AutoCloseable {
    private static final String DONE = "done";
    private static final int LONGEST_REQUEST = 200;
    private static final int LONGEST_ANSWER = 10_000;
    private static final long PATIENCE_SECONDS = 5;

    private final ServerSocketChannel server;
    private final Path socket;

    private ReloadSocket(ServerSocketChannel server, Path socket) {
        this.server = server;
        this.socket = socket;
    }

    /**
     * Listens until closed, and handles one request after the other.
     *
     * @param directory made here, for this alone
     * @param reload replaces the module of that name, or fails with one sentence
     */
    static ReloadSocket open(Path directory, Consumer<String> reload) {
        try {
            PrivateFile.createDirectory(directory);
            // Left behind by a launcher that was killed.
            Files.deleteIfExists(socket(directory));
            ServerSocketChannel server = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
            server.bind(UnixDomainSocketAddress.of(socket(directory)));
            Thread listener = new Thread(() -> serve(server, reload), "reload");
            listener.setDaemon(true);
            listener.start();
            return new ReloadSocket(server, socket(directory));
        } catch (IOException e) {
            throw new UncheckedIOException("The launcher can't listen in " + directory, e);
        }
    }

    /** Asks the launcher that listens there, and returns when the module is replaced. */
    static void ask(Path directory, String module) {
        try (SocketChannel channel = SocketChannel.open(UnixDomainSocketAddress.of(socket(directory)))) {
            write(channel, module);
            channel.shutdownOutput();
            String answer = read(channel, LONGEST_ANSWER);
            if (!answer.equals(DONE)) {
                throw new PlatformException(
                        answer.isEmpty() ? "The platform ended before " + module + " was replaced." : answer);
            }
        } catch (IOException e) {
            throw new PlatformException("The platform does not run: start it with `./run`.", e);
        }
    }

    private static void serve(ServerSocketChannel server, Consumer<String> reload) {
        while (server.isOpen()) {
            try (SocketChannel channel = server.accept()) {
                answer(channel, reload);
            } catch (IOException e) {
                // The launcher closes the socket, or whoever asked has gone: nobody waits for an answer.
            }
        }
    }

    private static void answer(SocketChannel channel, Consumer<String> reload) throws IOException {
        CompletableFuture<Void> hangUp =
                CompletableFuture.runAsync(() -> close(channel), delayedExecutor(PATIENCE_SECONDS, TimeUnit.SECONDS));
        String module = read(channel, LONGEST_REQUEST);
        hangUp.cancel(false);
        try {
            reload.accept(module);
            write(channel, DONE);
        } catch (PlatformException e) {
            write(channel, e.getMessage());
        } catch (RuntimeException e) {
            // Whatever it is, the next request must still be heard.
            write(channel, module + " was not replaced: " + e);
        }
    }

    /** What the other side sends until it has no more, or the first {@code limit} bytes of it. */
    private static String read(SocketChannel channel, int limit) throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate(limit);
        while (bytes.hasRemaining() && channel.read(bytes) >= 0) {
            // Until the buffer is full or the other side has no more.
        }
        return StandardCharsets.UTF_8.decode(bytes.flip()).toString();
    }

    private static void write(SocketChannel channel, String text) throws IOException {
        ByteBuffer bytes = StandardCharsets.UTF_8.encode(text);
        while (bytes.hasRemaining()) {
            channel.write(bytes);
        }
    }

    /** Relative to the working directory, as the path of a Unix domain socket has room for some 100 bytes only. */
    private static Path socket(Path directory) {
        return Path.of("")
                .toAbsolutePath()
                .relativize(directory.toAbsolutePath())
                .resolve("socket");
    }

    private static void close(SocketChannel channel) {
        try {
            channel.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        try {
            server.close();
            Files.deleteIfExists(socket);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
