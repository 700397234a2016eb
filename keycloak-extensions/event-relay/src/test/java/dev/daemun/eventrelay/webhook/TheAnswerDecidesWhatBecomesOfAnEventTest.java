package dev.daemun.eventrelay.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import com.standardwebhooks.Webhook;
import com.sun.net.httpserver.HttpServer;
import dev.daemun.eventrelay.Letter;
import dev.daemun.eventrelay.Outcome;
import dev.daemun.eventrelay.Selection;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpHeaders;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TheAnswerDecidesWhatBecomesOfAnEventTest {
    private static final Webhook OLD = new Webhook("whsec_b25lIHNlY3JldCBvZiAyNCBieXRlcywgb2s=");
    private static final Webhook NEW = new Webhook("whsec_YW5vdGhlciBzZWNyZXQgb2YgMjQgYnl0ZXM=");
    private static final Letter LETTER = new Letter("event-id", "daemun", "user", "{\"id\":\"event-id\",\"대\":1}");

    private final AtomicReference<Map<String, List<String>>> headers = new AtomicReference<>();
    private final AtomicReference<String> body = new AtomicReference<>();
    private HttpServer receiver;
    private WebhookDestination destination;
    private volatile int status = 204;
    private volatile boolean endless;
    private WebhookSettings settings;

    @BeforeEach
    void startReceiver() throws IOException {
        receiver = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        receiver.createContext("/", exchange -> {
            headers.set(Map.copyOf(exchange.getRequestHeaders()));
            body.set(new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
            exchange.getResponseHeaders().add("Location", "/elsewhere");
            exchange.sendResponseHeaders(status, endless ? 0 : -1);
            if (endless) {
                exchange.getResponseBody().write('x');
                exchange.getResponseBody().flush();
            } else {
                exchange.close();
            }
        });
        receiver.start();
        URI url = URI.create("http://127.0.0.1:" + receiver.getAddress().getPort() + "/events");
        settings = new WebhookSettings("test", url, List.of(OLD, NEW), new Selection(Set.of(), Set.of()));
        destination = new WebhookDestination(settings);
    }

    @AfterEach
    void stopReceiver() {
        receiver.stop(0);
    }

    /** From Java 25 on its client completes futures in the common pool, however few threads that has. */
    @Test
    @Timeout(30)
    void itIsHeardWhileOthersKeepTheCommonPoolBusy() throws InterruptedException {
        int pool = ForkJoinPool.commonPool().getParallelism();
        CountDownLatch busy = new CountDownLatch(pool);
        CountDownLatch end = new CountDownLatch(1);
        for (int i = 0; i < pool; i++) {
            Future<?> unused = ForkJoinPool.commonPool().submit(() -> {
                busy.countDown();
                end.await();
                return null;
            });
        }
        busy.await();
        try {
            assertThat(destination.deliver(LETTER)).isEqualTo(Outcome.DELIVERED);
        } finally {
            end.countDown();
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {200, 202, 204})
    void successIsDelivered(int answer) throws InterruptedException {
        status = answer;
        assertThat(destination.deliver(LETTER)).isEqualTo(Outcome.DELIVERED);
    }

    @ParameterizedTest
    @ValueSource(ints = {400, 413, 422})
    void whatIsSaidOfTheEventItselfRefusesIt(int answer) throws InterruptedException {
        status = answer;
        assertThat(destination.deliver(LETTER)).isEqualTo(Outcome.refused("HTTP " + answer));
    }

    @ParameterizedTest
    @ValueSource(ints = {301, 302, 307, 401, 403, 404, 405, 408, 409, 410, 415, 429, 500, 502, 503, 504})
    void anythingElseMayBeASettingOrPassAndIsTriedAgain(int answer) throws InterruptedException {
        status = answer;
        assertThat(destination.deliver(LETTER)).isEqualTo(Outcome.away("HTTP " + answer));
    }

    @Test
    void nobodyThereIsTriedAgain() throws InterruptedException {
        receiver.stop(0);
        assertThat(destination.deliver(LETTER)).isEqualTo(Outcome.away("ConnectException"));
    }

    @Test
    @Timeout(30)
    void anAnswerWithoutEndHoldsNobodyForEver() throws InterruptedException {
        status = 200;
        endless = true;
        assertThat(new WebhookDestination(settings, Duration.ofMillis(300)).deliver(LETTER))
                .isEqualTo(Outcome.away("no answer in time"));
    }

    @Test
    void eachDeliveryIsSignedWithBothSecrets() throws Exception {
        destination.deliver(LETTER);
        HttpHeaders sent = HttpHeaders.of(headers.get(), (name, value) -> true);
        assertThat(sent.firstValue("content-type")).contains("application/cloudevents+json; charset=UTF-8");
        assertThat(sent.firstValue("webhook-id")).contains("event-id");
        assertThat(body.get()).isEqualTo(LETTER.json());
        OLD.verify(body.get(), sent);
        NEW.verify(body.get(), sent);
    }
}
