package dev.daemun.systemtests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Flow;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.ResourceLock;

/** More readers wait than Keycloak has worker threads (200) or database connections (100), and nothing slows down. */
@ResourceLock(KeycloakOnPostgresql.LOCK)
class WaitingForTheFeedCostsNothingIT {
    private static final KeycloakOnPostgresql KEYCLOAK = KeycloakOnPostgresql.shared();
    private static final int READERS = 600;

    @Test
    void andOneWithdrawalReachesThemAll() throws SQLException {
        Feed feed = Feed.of(KEYCLOAK.issuer());
        try (LoggedUser person = LoggedUser.create()) {
            person.signIn();
            String end = feed.end();
            HttpClient http =
                    HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
            HttpRequest request = HttpRequest.newBuilder(
                            URI.create(KEYCLOAK.issuer() + "/revocation-feed/withdrawals?wait=25&after=" + end))
                    .header("Authorization", "Bearer " + feed.token())
                    .build();
            List<CompletableFuture<HttpResponse<String>>> waiting = Stream.generate(
                            () -> http.sendAsync(request, BodyHandlers.ofString()))
                    .limit(READERS)
                    .toList();
            await().atMost(Duration.ofSeconds(20)).until(() -> unanswered() >= READERS && inUse() <= 2);
            assertThat(waiting).noneMatch(CompletableFuture::isDone);
            assertThat(person.signIn().accessToken()).isNotEmpty();

            person.resource().logout();
            for (CompletableFuture<HttpResponse<String>> reader : waiting) {
                assertThat(reader.join().body()).contains("signed-out-everywhere");
            }
        }
    }

    @Test
    void norDoesAStream() throws SQLException {
        Feed feed = Feed.of(KEYCLOAK.issuer());
        try (LoggedUser person = LoggedUser.create()) {
            person.signIn();
            HttpClient http =
                    HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
            HttpRequest request = HttpRequest.newBuilder(
                            URI.create(KEYCLOAK.issuer() + "/revocation-feed/withdrawals/stream?after=" + feed.end()))
                    .header("Authorization", "Bearer " + feed.token())
                    .build();
            AtomicInteger events = new AtomicInteger();
            Set<Integer> heard = ConcurrentHashMap.newKeySet();
            List<CompletableFuture<?>> streams = new ArrayList<>();
            for (int i = 0; i < READERS; i++) {
                int reader = i;
                streams.add(http.sendAsync(request, BodyHandlers.fromLineSubscriber(new EachLine(line -> {
                    events.incrementAndGet();
                    if (line.contains("signed-out-everywhere")) {
                        heard.add(reader);
                    }
                }))));
            }
            await().atMost(Duration.ofSeconds(20)).until(() -> events.get() >= 2 * READERS && inUse() <= 2);
            requireListed(person, feed);
            person.resource().logout();
            await().atMost(Duration.ofSeconds(20)).until(() -> heard.size() == READERS);
            streams.forEach(stream -> stream.cancel(true));
        }
    }

    /** Who reads the feed is known to administrators, and to nobody else. */
    private static void requireListed(LoggedUser person, Feed feed) {
        Supplier<Call> list = () -> Call.to(KEYCLOAK.url() + "/admin/realms/daemun/revocation-feed-readers");
        JsonNode readers = list.get()
                .bearer(person.admin().tokenManager().getAccessTokenString())
                .get()
                .json();
        assertThat(readers).extracting(one -> one.path("client").asText()).contains("sample-resource-service");
        assertThat(readers)
                .allSatisfy(one -> assertThat(one.path("position").asLong()).isPositive())
                .allSatisfy(one -> assertThat(one.path("ageSeconds").isNumber()).isTrue());
        assertThat(list.get().get().status()).isEqualTo(401);
        assertThat(list.get().bearer(feed.token()).get().status()).isEqualTo(403);
        await().until(() -> KEYCLOAK.metrics()
                .lines()
                .anyMatch(line -> line.startsWith("daemun_feed_readers{")
                        && line.contains("client=\"sample-resource-service\"")));
        assertThat(KEYCLOAK.metrics()).contains("daemun_feed_age_seconds", "daemun_feed_reader_age_seconds{");
    }

    /** Hands on each line. */
    private record EachLine(Consumer<String> lines) implements Flow.Subscriber<String> {
        @Override
        public void onSubscribe(Flow.Subscription subscription) {
            subscription.request(Long.MAX_VALUE);
        }

        @Override
        public void onNext(String line) {
            lines.accept(line);
        }

        @Override
        public void onError(Throwable failure) {
            // The test ends the streams, and counts what came before.
        }

        @Override
        public void onComplete() {
            // The same.
        }
    }

    /** Clients that never read the answer, and clients that never finish their request. */
    @Test
    void whoReadsSlowlyHoldsUpNobody() throws IOException {
        Feed feed = Feed.of(KEYCLOAK.issuer());
        URI address = URI.create(KEYCLOAK.issuer() + "/revocation-feed/withdrawals");
        List<Socket> slow = new ArrayList<>();
        try (LoggedUser person = LoggedUser.create()) {
            for (int i = 0; i < READERS; i++) {
                Socket socket = new Socket();
                slow.add(socket);
                socket.setReceiveBufferSize(1_024);
                socket.connect(new InetSocketAddress("localhost", address.getPort()));
                String question = "GET " + address.getPath() + "?limit=1000 HTTP/1.1\r\nHost: localhost\r\n"
                        + "Authorization: Bearer " + feed.token() + "\r\n" + (i % 2 == 0 ? "\r\n" : "X-Endless: ");
                socket.getOutputStream().write(question.getBytes(StandardCharsets.US_ASCII));
            }
            assertThat(feed.read("").status()).isEqualTo(200);
            String end = feed.end();
            person.signIn();
            person.resource().logout();
            assertThat(feed.after(end))
                    .extracting(withdrawal -> withdrawal.path("reason").asText())
                    .contains("signed-out-everywhere");
        } finally {
            for (Socket socket : slow) {
                socket.close();
            }
        }
    }

    /** Keycloak's database connections that are working or have an open transaction. */
    private static int inUse() throws SQLException {
        try (Connection connection = KEYCLOAK.database().getConnection();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("SELECT count(*) FROM pg_stat_activity"
                        + " WHERE backend_type = 'client backend' AND state <> 'idle' AND pid <> pg_backend_pid()")) {
            row.next();
            return row.getInt(1);
        }
    }

    /** Requests that Keycloak has received and not yet answered, by its own metrics. */
    private static double unanswered() {
        return KEYCLOAK.metrics()
                .lines()
                .filter(line -> line.startsWith("http_server_active_requests"))
                .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
                .sum();
    }
}
