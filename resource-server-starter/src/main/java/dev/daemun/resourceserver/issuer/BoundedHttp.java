package dev.daemun.resourceserver.issuer;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodySubscriber;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;

/**
 * Asks over HTTP, within a bound on the time until the last byte of the answer and a bound on its size. The timeout of the JDK's
 * own client ends at the headers, so that an answer which stops inside its body would hold a thread for ever. Redirects are not
 * followed: they would carry a token or a secret elsewhere.
 */
public final class BoundedHttp {
    private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(2);

    private final HttpClient client = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(CONNECT_TIMEOUT)
            .followRedirects(HttpClient.Redirect.NEVER)
            .build();
    private final int mostBytes;

    /**
     * A client.
     *
     * @param mostBytes how large an answer may be
     */
    public BoundedHttp(int mostBytes) {
        this.mostBytes = mostBytes;
    }

    /**
     * Sends a request and waits for the whole answer.
     *
     * @param within the longest time that all of it may take
     * @throws IOException when there is no such answer; the message names the address, without its query
     */
    public Answer send(HttpRequest request, Duration within) throws IOException, InterruptedException {
        Answer answer = sendForBeginning(request, within);
        if (!answer.whole()) {
            throw new IOException(
                    answer.address() + " can't be reached",
                    new IOException("its answer has more than " + mostBytes + " bytes"));
        }
        return answer;
    }

    /** The same, for who can make do with the beginning of an answer that is too large. */
    public Answer sendForBeginning(HttpRequest request, Duration within) throws IOException, InterruptedException {
        URI address = withoutQuery(request.uri());
        Arrived<BoundedBody.Beginning> answer = ask(request, address, () -> new BoundedBody(mostBytes), within);
        return new Answer(
                address, answer.status(), answer.body().body(), answer.body().whole());
    }

    /**
     * Opens a stream of events, which must be closed.
     *
     * @param within the longest time until the answer begins
     * @throws UnexpectedStatusException when the status is not 200
     * @throws IOException when there is no answer; the message names the address, without its query
     */
    public EventStream open(HttpRequest request, Duration within) throws IOException, InterruptedException {
        URI address = withoutQuery(request.uri());
        Arrived<PiecewiseBody> answer = ask(request, address, PiecewiseBody::new, within);
        if (answer.status() == 200) {
            return new EventStream(address, answer.body(), mostBytes);
        }
        answer.body().cancel();
        throw new UnexpectedStatusException(new Answer(address, answer.status(), new byte[0], false));
    }

    /** Fetches what stands at an address. Another status than 200 is a failure. */
    public byte[] fetch(URI address, Duration within) throws IOException, InterruptedException {
        Answer answer = send(HttpRequest.newBuilder(address).build(), within);
        if (answer.status() != 200) {
            throw new UnexpectedStatusException(answer);
        }
        return answer.body();
    }

    /**
     * Waits for what the body says, and not for the client's own future, which is completed in the common pool: an application that keeps
     * that pool busy would get no keys and hear of no withdrawal. Bodies are read on the client's own threads.
     */
    private <T> Arrived<T> ask(HttpRequest request, URI address, Supplier<BodySubscriber<T>> bodies, Duration within)
            throws IOException, InterruptedException {
        CompletableFuture<Arrived<T>> arrived = new CompletableFuture<>();
        CompletableFuture<HttpResponse<T>> exchange = client.sendAsync(request, head -> {
            BodySubscriber<T> subscriber = bodies.get();
            CompletionStage<Boolean> unused = subscriber
                    .getBody()
                    .handle((body, failure) -> failure == null
                            ? arrived.complete(new Arrived<>(head.statusCode(), body))
                            : arrived.completeExceptionally(failure));
            return subscriber;
        });
        // Why no answer has begun is told by the client's future alone. Where the common pool is busy, the time is over
        // before that.
        CompletableFuture<HttpResponse<T>> unused = exchange.whenComplete((answer, failure) -> {
            if (failure != null) {
                arrived.completeExceptionally(failure);
            }
        });
        try {
            return arrived.get(within.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            throw new IOException(
                    address + " can't be reached",
                    new HttpTimeoutException("no whole answer within " + within.toMillis() + " ms"));
        } catch (ExecutionException e) {
            throw new IOException(address + " can't be reached", e.getCause());
        } finally {
            // Not where something has arrived: that would break off the stream that has just begun.
            if (arrived.cancel(true)) {
                exchange.cancel(true);
            }
        }
    }

    private record Arrived<T>(int status, T body) {}

    private static URI withoutQuery(URI uri) {
        String text = uri.toString();
        int query = text.indexOf('?');
        return query < 0 ? uri : URI.create(text.substring(0, query));
    }
}
