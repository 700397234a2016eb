package dev.daemun.resourceserver.issuer;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

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
        HttpResponse<BoundedBody.Beginning> answer =
                await(client.sendAsync(request, headers -> new BoundedBody(mostBytes)), address, within);
        return new Answer(
                address,
                answer.statusCode(),
                answer.body().body(),
                answer.body().whole());
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
        HttpResponse<PiecewiseBody> answer =
                await(client.sendAsync(request, headers -> new PiecewiseBody()), address, within);
        if (answer.statusCode() == 200) {
            return new EventStream(address, answer.body(), mostBytes);
        }
        answer.body().cancel();
        throw new UnexpectedStatusException(new Answer(address, answer.statusCode(), new byte[0], false));
    }

    /** Fetches what stands at an address. Another status than 200 is a failure. */
    public byte[] fetch(URI address, Duration within) throws IOException, InterruptedException {
        Answer answer = send(HttpRequest.newBuilder(address).build(), within);
        if (answer.status() != 200) {
            throw new UnexpectedStatusException(answer);
        }
        return answer.body();
    }

    private static <T> HttpResponse<T> await(CompletableFuture<HttpResponse<T>> asked, URI address, Duration within)
            throws IOException, InterruptedException {
        try {
            return asked.get(within.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            throw new IOException(
                    address + " can't be reached",
                    new HttpTimeoutException("no whole answer within " + within.toMillis() + " ms"));
        } catch (ExecutionException e) {
            throw new IOException(address + " can't be reached", e.getCause());
        } finally {
            // Ends an exchange that is still going on, and does nothing to one that has ended.
            asked.cancel(true);
        }
    }

    private static URI withoutQuery(URI uri) {
        String text = uri.toString();
        int query = text.indexOf('?');
        return query < 0 ? uri : URI.create(text.substring(0, query));
    }
}
