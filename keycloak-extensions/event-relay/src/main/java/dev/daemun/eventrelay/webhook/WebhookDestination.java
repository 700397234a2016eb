package dev.daemun.eventrelay.webhook;

import com.standardwebhooks.Webhook;
import com.standardwebhooks.exceptions.WebhookSigningException;
import dev.daemun.eventrelay.Destination;
import dev.daemun.eventrelay.Letter;
import dev.daemun.eventrelay.Outcome;
import dev.daemun.eventrelay.Selection;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodySubscriber;
import java.net.http.HttpResponse.BodySubscribers;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Delivers CloudEvents over HTTP in structured mode, signed as Standard Webhooks says. It follows no redirect. */
final class WebhookDestination implements Destination {
    private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(2);
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private final WebhookSettings settings;
    private final Duration patience;
    private final HttpClient http = HttpClient.newBuilder()
            .connectTimeout(CONNECT_TIMEOUT)
            .followRedirects(HttpClient.Redirect.NEVER)
            .version(HttpClient.Version.HTTP_1_1)
            .build();

    WebhookDestination(WebhookSettings settings) {
        this(settings, PATIENCE);
    }

    WebhookDestination(WebhookSettings settings, Duration patience) {
        this.settings = settings;
        this.patience = patience;
    }

    @Override
    public String name() {
        return "webhook/" + settings.name();
    }

    @Override
    public Selection selection() {
        return settings.selection();
    }

    @Override
    public Outcome deliver(Letter letter) throws InterruptedException {
        long now = Instant.now().getEpochSecond();
        HttpRequest request = HttpRequest.newBuilder(settings.url())
                .header("Content-Type", "application/cloudevents+json; charset=UTF-8")
                .header(Webhook.UNBRANDED_MSG_ID_KEY, letter.id())
                .header(Webhook.UNBRANDED_MSG_TIMESTAMP_KEY, Long.toString(now))
                .header(Webhook.UNBRANDED_MSG_SIGNATURE_KEY, signatures(letter, now))
                .POST(BodyPublishers.ofString(letter.json()))
                .build();
        return send(request);
    }

    /**
     * Waits for all of the answer: the timeouts of Java's HTTP client end with the headers, and a body may have no end. The body is read on
     * the client's own threads; the client's future is completed in the common pool, which others may keep busy.
     */
    private Outcome send(HttpRequest request) throws InterruptedException {
        CompletableFuture<Integer> status = new CompletableFuture<>();
        CompletableFuture<HttpResponse<Void>> exchange = http.sendAsync(request, head -> {
            BodySubscriber<Void> discarded = BodySubscribers.discarding();
            CompletionStage<Boolean> unused = discarded
                    .getBody()
                    .handle((nothing, failure) -> failure == null
                            ? status.complete(head.statusCode())
                            : status.completeExceptionally(failure));
            return discarded;
        });
        // Why no answer has begun is told by the client's future alone.
        CompletableFuture<HttpResponse<Void>> unused = exchange.whenComplete((answer, failure) -> {
            if (failure != null) {
                status.completeExceptionally(failure);
            }
        });
        try {
            return outcome(status.get(patience.toMillis(), TimeUnit.MILLISECONDS));
        } catch (ExecutionException e) {
            return Outcome.away(e.getCause().getClass().getSimpleName());
        } catch (TimeoutException e) {
            return Outcome.away("no answer in time");
        } finally {
            if (status.cancel(true)) {
                exchange.cancel(true);
            }
        }
    }

    @Override
    public void close() {
        // The client's threads end when nobody refers to it any more.
    }

    /**
     * Only an answer about the event itself refuses it for good. A refused signature, a wrong address or a redirect is about
     * the webhook: every event would get that answer, and a wrong setting must not turn all of them into dead letters.
     */
    private static Outcome outcome(int status) {
        if (status >= 200 && status < 300) {
            return Outcome.DELIVERED;
        }
        return switch (status) {
            case 400, 413, 422 -> Outcome.refused("HTTP " + status);
            default -> Outcome.away("HTTP " + status);
        };
    }

    private String signatures(Letter letter, long now) {
        List<String> signatures = new ArrayList<>();
        for (Webhook secret : settings.secrets()) {
            try {
                signatures.add(secret.sign(letter.id(), now, letter.json()));
            } catch (WebhookSigningException e) {
                throw new IllegalStateException(e);
            }
        }
        return String.join(" ", signatures);
    }
}
