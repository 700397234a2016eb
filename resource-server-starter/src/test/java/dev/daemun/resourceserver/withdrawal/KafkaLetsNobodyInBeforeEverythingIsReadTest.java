package dev.daemun.resourceserver.withdrawal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.daemun.resourceserver.issuer.MisconfiguredException;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.DisconnectException;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.SaslAuthenticationException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class KafkaLetsNobodyInBeforeEverythingIsReadTest {
    private static final String TOPIC = "withdrawals";
    private static final TopicPartition PARTITION = new TopicPartition(TOPIC, 0);
    private static final String CAUGHT_UP =
            "{\"cursor\":\"c\",\"caughtUp\":true,\"completeUntil\":%d,\"withdrawals\":[]}";
    private static final Duration MAX_AGE = Duration.ofSeconds(60);

    private final SetClock clock = new SetClock();
    private final Instant start = clock.instant();
    private final List<MockConsumer<String, String>> consumers = new ArrayList<>();
    private final Withdrawals withdrawals =
            new Withdrawals(new Denylist(1_000, Set.of(), Duration.ZERO), MAX_AGE, Duration.ofSeconds(30), clock);
    private long endAtOpening;
    private final KafkaFeed feed = new KafkaFeed(TOPIC, this::consumer, clock);

    @Test
    void oldRecordsThatEverythingWasKnownMakeNobodyReady() throws Exception {
        endAtOpening = 3;
        read(null, record(0, start.minus(Duration.ofHours(20)), CAUGHT_UP));
        assertThat(withdrawals.ready()).isFalse();
        read(null, record(1, start.minusMillis(1), CAUGHT_UP), record(2, start.minusMillis(1), CAUGHT_UP));
        assertThat(withdrawals.ready())
                .as("written before this service started, although it was the last")
                .isFalse();
        read(null, record(3, start.minusSeconds(2), CAUGHT_UP));
        assertThat(withdrawals.ready())
                .as("written afterwards but about a moment before: the issuer was behind")
                .isFalse();
        clock.pass(Duration.ofSeconds(1));
        read(null, record(4, start, CAUGHT_UP));
        assertThat(withdrawals.ready()).isTrue();
        assertThat(withdrawals.age()).isEqualTo(Duration.ofSeconds(1));
    }

    @Test
    void whatLayInTheTopicAtTheStartIsReadFirst() throws Exception {
        endAtOpening = 5;
        clock.pass(Duration.ofSeconds(1));
        read(null, record(0, start.plusSeconds(1), CAUGHT_UP));
        assertThat(withdrawals.ready())
                .as("said by a clock that is ahead, with a withdrawal still unread")
                .isFalse();
        News news = read(null, record(1, start, withdrawal("signed-out")), record(4, start.plusSeconds(1), CAUGHT_UP));
        assertThat(news.withdrawals()).hasSize(1);
        assertThat(news.cursor()).isEqualTo("5");
        assertThat(withdrawals.ready()).isTrue();
    }

    @Test
    void anEmptyTopicSaysNothing() throws Exception {
        assertThat(read(null)).isNull();
        assertThat(withdrawals.ready()).isFalse();
        assertThat(consumers).singleElement().returns(false, MockConsumer::closed);
    }

    @Test
    void recordsThatAreReadLateAreAsOldAsTheyAre() throws Exception {
        clock.pass(MAX_AGE.plusSeconds(1));
        read(null, record(0, start, CAUGHT_UP));
        assertThat(withdrawals.ready()).isFalse();
        read(null, record(1, start.plusSeconds(30), CAUGHT_UP));
        assertThat(withdrawals.ready()).isTrue();
        assertThat(withdrawals.age()).isEqualTo(Duration.ofSeconds(31));
    }

    /** A broker may set a record's timestamp itself, when it was appended. */
    @Test
    void onlyTheIssuersOwnWordCounts() throws Exception {
        read(
                null,
                record(0, start, "{\"cursor\":\"c\",\"caughtUp\":true,\"withdrawals\":[]}"),
                record(
                        1,
                        start,
                        "{\"cursor\":\"c\",\"caughtUp\":false,\"completeUntil\":1795651200000,\"withdrawals\":[]}"),
                record(
                        2,
                        start,
                        CAUGHT_UP.formatted(start.minus(Duration.ofHours(20)).toEpochMilli())));
        assertThat(withdrawals.ready()).isFalse();
    }

    @Test
    void somethingElseInTheTopicHoldsUpNothing() throws Exception {
        News news = read(
                null,
                record(0, start, "no withdrawal"),
                record(1, start, "{}"),
                record(2, start, null),
                record(3, start, "null"),
                record(4, start, "{\"caughtUp\":true,\"withdrawals\":[null]}"),
                record(5, start, "[1]"),
                record(6, start, withdrawal("disabled")));
        assertThat(news.withdrawals()).extracting(Withdrawal::reason).containsExactly("disabled");
        assertThat(news.cursor()).isEqualTo("7");
        assertThat(withdrawals.ready()).isFalse();
    }

    @Test
    void aDamagedWithdrawalIsTakenForTheWorst() throws Exception {
        News news = read(
                null,
                record(
                        0,
                        start,
                        "{\"cursor\":\"c\",\"caughtUp\":false,\"withdrawals\":[{\"kind\":\"subject\",\"issuedUpTo\":{}}]}"),
                record(1, start, withdrawal("disabled").substring(0, 80)));
        assertThat(news.withdrawals()).extracting(Withdrawal::kind).containsExactly("realm", "realm");
        assertThat(news.withdrawals()).extracting(Withdrawal::issuedUpTo).containsOnly(start.getEpochSecond());
    }

    static List<KafkaException> failures() {
        return List.of(
                new KafkaException("broken"),
                new DisconnectException(),
                new TimeoutException("no end offsets"),
                new TopicAuthorizationException(TOPIC),
                new SaslAuthenticationException("wrong password"));
    }

    @ParameterizedTest
    @MethodSource("failures")
    void afterEachFailureItGoesOnFromItsCursorWithANewConnection(KafkaException failure) throws Exception {
        News before = read(null, record(0, start, CAUGHT_UP));
        consumers.get(0).setPollException(failure);
        boolean refused =
                failure instanceof SaslAuthenticationException || failure instanceof TopicAuthorizationException;
        assertThatThrownBy(() -> feed.read(before.cursor()))
                .isInstanceOf(refused ? MisconfiguredException.class : IOException.class)
                .hasMessageStartingWith("Kafka's topic withdrawals ")
                .hasCause(failure);
        assertThat(consumers.get(0).closed()).isTrue();

        read(before.cursor(), record(1, start.plusMillis(1), CAUGHT_UP));
        assertThat(consumers).hasSize(2);
        assertThat(consumers.get(1).position(PARTITION)).isEqualTo(2);
    }

    @Test
    void aFailureBeforeEverythingIsKnownAsksForTheEndAgain() throws Exception {
        endAtOpening = 1_000;
        News before = read(null, record(0, start, CAUGHT_UP));
        consumers.get(0).setPollException(new KafkaException("broken"));
        assertThatThrownBy(() -> feed.read(before.cursor())).isInstanceOf(IOException.class);
        endAtOpening = 2;
        read(before.cursor(), record(1, start, CAUGHT_UP));
        assertThat(withdrawals.ready())
                .as("the topic was made anew and is shorter")
                .isTrue();
    }

    @Test
    void anErrorClosesTheConnectionToo() throws Exception {
        read(null, record(0, start, CAUGHT_UP));
        consumers.get(0).schedulePollTask(() -> {
            throw new OutOfMemoryError("none left");
        });
        assertThatThrownBy(() -> feed.read("1")).isInstanceOf(OutOfMemoryError.class);
        assertThat(consumers.get(0).closed()).isTrue();
    }

    @Test
    void anInterruptEndsTheReading() throws Exception {
        read(null, record(0, start, CAUGHT_UP));
        consumers.get(0).schedulePollTask(() -> {
            throw new InterruptException(new InterruptedException());
        });
        assertThatThrownBy(() -> feed.read("1")).isInstanceOf(InterruptedException.class);
        assertThat(Thread.currentThread().isInterrupted()).isFalse();
        assertThat(consumers.get(0).closed()).isTrue();
    }

    @Test
    void closingClosesTheConnectionAndReadingOpensAnotherOne() throws Exception {
        feed.close();
        read(null, record(0, start, CAUGHT_UP));
        feed.close();
        assertThat(consumers.get(0).closed()).isTrue();
        read("1", record(1, start, CAUGHT_UP));
        assertThat(consumers.get(1).closed()).isFalse();
    }

    private News read(String cursor, Written... records) throws Exception {
        scheduled = List.of(records);
        if (!consumers.isEmpty() && !consumers.get(consumers.size() - 1).closed()) {
            schedule(consumers.get(consumers.size() - 1));
        }
        News news = feed.read(cursor);
        scheduled = List.of();
        if (news != null) {
            withdrawals.accept(news);
        }
        return news;
    }

    private List<Written> scheduled = List.of();

    private void schedule(MockConsumer<String, String> consumer) {
        List<Written> now = scheduled;
        consumer.schedulePollTask(() -> now.forEach(written -> consumer.addRecord(written.record())));
    }

    private MockConsumer<String, String> consumer() {
        MockConsumer<String, String> consumer = new MockConsumer<>("earliest");
        consumer.updateBeginningOffsets(Map.of(PARTITION, 0L));
        consumer.updateEndOffsets(Map.of(PARTITION, endAtOpening));
        schedule(consumer);
        consumers.add(consumer);
        return consumer;
    }

    private static String withdrawal(String reason) {
        return "{\"cursor\":\"c\",\"caughtUp\":false,\"withdrawals\":[{\"kind\":\"subject\",\"sub\":\"u\","
                + "\"issuedUpTo\":1790000000,\"forgetAt\":1790000360,\"reason\":\"" + reason + "\"}]}";
    }

    private static Written record(long offset, Instant at, String value) {
        return new Written(offset, at, CAUGHT_UP.equals(value) ? CAUGHT_UP.formatted(at.toEpochMilli()) : value);
    }

    private record Written(long offset, Instant at, String value) {
        ConsumerRecord<String, String> record() {
            return new ConsumerRecord<>(
                    TOPIC,
                    0,
                    offset,
                    at.toEpochMilli(),
                    TimestampType.CREATE_TIME,
                    1,
                    1,
                    "key",
                    value,
                    new RecordHeaders(),
                    Optional.empty());
        }
    }
}
