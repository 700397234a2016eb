package dev.daemun.resourceserver.withdrawal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.security.oauth2.jwt.Jwt;

class NoPageHoldsUpWhatComesAfterItTest {
    private static final String GOOD =
            "{\"kind\":\"subject\",\"sub\":\"known\",\"issuedUpTo\":1,\"forgetAt\":2,\"reason\":\"disabled\"}";

    private final SetClock clock = new SetClock();
    private final List<String> asked = new ArrayList<>();
    private int status = 200;
    private String body = "";
    private HttpServer server;
    private HttpFeed feed;

    @BeforeEach
    void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            boolean token = exchange.getRequestURI().getPath().equals("/token");
            if (!token) {
                asked.add(exchange.getRequestURI().getQuery());
            }
            String event = "data: " + body + "\n\n";
            byte[] bytes =
                    (token ? "{\"access_token\":\"t\",\"expires_in\":60}" : event).getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(token ? 200 : status, bytes.length);
            try (exchange) {
                exchange.getResponseBody().write(bytes);
            } catch (IOException e) {
                // The reader has read enough.
                return;
            }
        });
        server.start();
        String address = "http://localhost:" + server.getAddress().getPort();
        feed = new HttpFeed(
                new RevocationFeedProperties(
                        List.of(URI.create(address + "/withdrawals")),
                        null,
                        "orders",
                        "secret",
                        List.of(URI.create(address + "/token")),
                        Duration.ofMinutes(1),
                        List.of(),
                        1_000,
                        Duration.ofSeconds(1)),
                null,
                clock);
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    static List<String> damaged() {
        String entries = IntStream.range(0, 20_000)
                .mapToObj(i -> GOOD.replace("known", "r".repeat(100) + i))
                .collect(Collectors.joining(","));
        return List.of(
                page(GOOD + "," + entries),
                page(GOOD + ",null"),
                page(GOOD + ",{\"kind\":\"subject\",\"sub\":\"u\",\"issuedUpTo\":\"soon\"}"),
                page(GOOD + ",[{}],7"),
                page(GOOD + "," + "[".repeat(5_000)),
                page(GOOD + ",{\"kind\":").substring(0, 135),
                "{\"cursor\":\"after\",\"caughtUp\":true}",
                "{\"cursor\":\"after\",\"caughtUp\":true,\"withdrawals\":{\"a\":[1]}}",
                "{\"odd\":{\"cursor\":\"no\"},\"withdrawals\":[" + GOOD + ",1],\"caughtUp\":1,\"cursor\":\"after\"}");
    }

    @ParameterizedTest
    @MethodSource("damaged")
    void atTheThirdAttemptItIsTakenForTheWorst(String page) throws Exception {
        body = page;
        for (int i = 1; i < HttpFeed.ATTEMPTS; i++) {
            assertThatThrownBy(() -> feed.read("before")).isInstanceOf(IOException.class);
        }
        News news = feed.read("before");
        assertThat(news.cursor()).isEqualTo("after");
        Withdrawals withdrawals = new Withdrawals(
                new Denylist(1_000, Set.of(), Duration.ZERO), Duration.ofMinutes(1), Duration.ZERO, clock);
        withdrawals.accept(news);
        clock.pass(Duration.ofDays(300));
        assertThat(withdrawals.find(issued(0)))
                .as("any token issued until then")
                .isNotNull();
        assertThat(withdrawals.find(issued(1))).as("a fresh one").isNull();
        if (page.contains("known")) {
            assertThat(news.withdrawals()).extracting(Withdrawal::sub).startsWith("known");
        }
    }

    @Test
    void aGoodAnswerInBetweenIsNoReasonToGiveUp() throws Exception {
        for (int i = 0; i < 3 * HttpFeed.ATTEMPTS; i++) {
            body = page(GOOD + ",null");
            if (i % 2 == 0) {
                assertThatThrownBy(() -> feed.read("before")).isInstanceOf(IOException.class);
            } else {
                body = page(GOOD);
                assertThat(feed.read("before").withdrawals())
                        .extracting(Withdrawal::kind)
                        .containsExactly("subject");
            }
        }
    }

    @Test
    void anAnswerSaysItselfUntilWhenItIsComplete() throws Exception {
        body = page(GOOD);
        assertThat(feed.read(null).asOf()).as("that it came proves nothing").isNull();
        body = page(GOOD).replace("true", "true,\"completeUntil\":1790000000123");
        assertThat(feed.read(null).asOf()).isEqualTo(Instant.ofEpochMilli(1_790_000_000_123L));
        body = body.replace("true", "false");
        assertThat(feed.read(null).asOf()).as("there is more").isNull();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "<html>no</html>", "[]", "null", "{}", "{\"caughtUp\":true,\"withdrawals\":[]}"})
    void whatIsNoPageAtAllIsNeverTakenForOne(String other) {
        body = other;
        for (int i = 0; i < 3 * HttpFeed.ATTEMPTS; i++) {
            assertThatThrownBy(() -> feed.read("before"))
                    .isInstanceOf(IOException.class)
                    .isNotInstanceOf(LostCursorException.class);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {400, 500})
    void aCursorThatTheFeedFailsAtIsGivenUp(int answer) {
        status = answer;
        for (int i = 1; i < HttpFeed.ATTEMPTS; i++) {
            assertThatThrownBy(() -> feed.read("before")).isNotInstanceOf(LostCursorException.class);
        }
        assertThatThrownBy(() -> feed.read("before")).isInstanceOf(LostCursorException.class);
        assertThatThrownBy(() -> feed.read(null)).isNotInstanceOf(LostCursorException.class);
    }

    @ParameterizedTest
    @ValueSource(ints = {401, 403, 404, 429, 502, 503, 504})
    void aFeedThatIsAwayOrRefusesCostsNoCursor(int answer) {
        status = answer;
        for (int i = 0; i < 3 * HttpFeed.ATTEMPTS; i++) {
            assertThatThrownBy(() -> feed.read("before")).isNotInstanceOf(LostCursorException.class);
        }
        assertThat(asked).allMatch(query -> query.endsWith("&after=before"));
    }

    private Jwt issued(long secondsFromNow) {
        return Jwt.withTokenValue("t")
                .header("alg", "ES256")
                .subject("somebody")
                .issuedAt(new SetClock().instant().plusSeconds(secondsFromNow))
                .build();
    }

    private static String page(@Nullable String withdrawals) {
        return "{\"cursor\":\"after\",\"caughtUp\":true,\"withdrawals\":[" + withdrawals + "]}";
    }
}
