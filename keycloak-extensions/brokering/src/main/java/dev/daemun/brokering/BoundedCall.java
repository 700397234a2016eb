package dev.daemun.brokering;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.http.client.HttpClient;
import org.apache.http.client.entity.UrlEncodedFormEntity;
import org.apache.http.client.methods.HttpPost;
import org.apache.http.message.BasicNameValuePair;
import org.keycloak.connections.httpclient.HttpClientProvider;
import org.keycloak.executors.ExecutorsProvider;
import org.keycloak.models.KeycloakSession;

/**
 * Calls a provider from a thread on which other work waits: the answer comes as a whole, of a bounded length and in a bounded time. The
 * time-outs of Keycloak's HTTP client only limit the pause between two bytes.
 *
 * @param threads on which the answer is read
 * @param patience how long a call may take as a whole
 */
public record BoundedCall(HttpClient http, ExecutorService threads, Duration patience) {
    /** The answers that are called for are shorter; what is longer is not the provider's. */
    private static final int LONGEST = 64 * 1024;

    /** How long a call may take as a whole. */
    public static final Duration PATIENCE = Duration.ofSeconds(10);

    /** With Keycloak's own HTTP client, and ten seconds for a call. */
    public static BoundedCall with(KeycloakSession session) {
        return new BoundedCall(
                session.getProvider(HttpClientProvider.class).getHttpClient(),
                session.getProvider(ExecutorsProvider.class).getExecutor("brokering"),
                PATIENCE);
    }

    /**
     * Posts a form.
     *
     * @throws IOException when no whole answer came in time
     */
    public Answer post(String url, Map<String, String> headers, Map<String, String> form) throws IOException {
        HttpPost request = new HttpPost(url);
        headers.forEach(request::setHeader);
        request.setEntity(new UrlEncodedFormEntity(
                form.entrySet().stream()
                        .map(field -> new BasicNameValuePair(field.getKey(), field.getValue()))
                        .toList(),
                StandardCharsets.UTF_8));
        Future<Answer> answer = threads.submit(() -> http.execute(request, response -> {
            int status = response.getStatusLine().getStatusCode();
            if (response.getEntity() == null) {
                return new Answer(status, "");
            }
            try (InputStream content = response.getEntity().getContent()) {
                byte[] read = content.readNBytes(LONGEST + 1);
                if (read.length > LONGEST) {
                    // Without this the client would read the rest before it gives the connection back.
                    request.abort();
                    throw new IOException("longer than " + LONGEST + " bytes");
                }
                return new Answer(status, new String(read, StandardCharsets.UTF_8));
            }
        }));
        try {
            return answer.get(patience.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException | ExecutionException e) {
            throw new IOException("No answer of " + url, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException(e);
        } finally {
            request.abort();
        }
    }

    /** A provider's answer. */
    public record Answer(int status, String body) {}
}
