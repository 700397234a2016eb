package dev.daemun.revocationfeed.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import dev.daemun.eventlog.RepeatedWork.Next;
import dev.daemun.eventlog.fakes.LoggedLines;
import dev.daemun.eventlog.fakes.MovableClock;
import dev.daemun.revocationfeed.recent.Recent;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class NoRealmHoldsUpAnotherOnKafkaTest {
    private static final List<String> CAUGHT_UP = List.of("caught-up");

    private final MovableClock clock = new MovableClock();
    private final Recent recent = new Recent(clock);
    private final TestKafka kafka = new TestKafka();
    private final Map<String, String> topics = new LinkedHashMap<>();
    private final Publication publication = new Publication(() -> topics, kafka, recent.withdrawals, clock);

    @BeforeEach
    void threeRealms() {
        topics.put("1", "one");
        topics.put("2", "two");
        topics.put("3", "three");
    }

    @Test
    void eachTopicGetsItsOwnRealmsWithdrawals() throws InterruptedException {
        recent.disabled("1", "a");
        recent.disabled("2", "b");
        assertThat(publication.round()).isEqualTo(Next.onNudge(Duration.ofSeconds(1)));
        assertThat(kafka.keys("one")).containsExactly(key("a"), "caught-up");
        assertThat(kafka.keys("two")).containsExactly(key("b"), "caught-up");
        assertThat(kafka.keys("three")).isEqualTo(CAUGHT_UP);
        assertThat(kafka.created).containsExactlyInAnyOrder("one", "two", "three");

        kafka.sent.clear();
        recent.disabled("1", "c");
        publication.round();
        assertThat(kafka.keys("one")).as("only what is new").containsExactly(key("c"), "caught-up");
        assertThat(kafka.keys("two")).as("nothing more often than each second").isEmpty();
        assertThat(kafka.created).hasSize(3);
    }

    @Test
    void aTopicThatIsRefusedHoldsUpNoOther() throws InterruptedException {
        for (Throwable failure :
                List.of(new TopicAuthorizationException("no"), new NoClassDefFoundError("no"), new AssertionError())) {
            for (String broken : List.copyOf(topics.values())) {
                kafka.sent.clear();
                kafka.failures.clear();
                kafka.failures.put(broken, failure);
                recent.startOver();
                recent.disabled("1", "a");
                recent.disabled("2", "b");
                recent.disabled("3", "c");
                publication.round();
                topics.values().stream()
                        .filter(topic -> !topic.equals(broken))
                        .forEach(topic -> assertThat(kafka.keys(topic)).hasSize(2));
                assertThat(kafka.keys(broken)).isEmpty();
            }
        }
    }

    @Test
    void oneAmongManyIsTriedAgainOnlyEachHalfMinuteSinceItCostsTheOthersTime() throws InterruptedException {
        kafka.failures.put("two", new TimeoutException());
        recent.disabled("2", "b");
        String withdrawal = key("b");
        for (int second = 0; second < 30; second++) {
            publication.round();
            pass(Duration.ofSeconds(1));
        }
        assertThat(kafka.attempts("two")).isEqualTo(1);
        assertThat(kafka.keys("one")).as("each second").hasSize(30);
        kafka.failures.clear();
        publication.round();
        assertThat(kafka.keys("two")).containsExactly(withdrawal, "caught-up");
    }

    @Test
    void whenKafkaIsBackNobodyWaitsForIt() throws InterruptedException {
        recent.disabled("2", "b");
        publication.round();
        kafka.sent.clear();
        topics.values().forEach(topic -> kafka.failures.put(topic, new TimeoutException()));
        for (int second = 0; second < 60; second++) {
            pass(Duration.ofSeconds(1));
            publication.round();
        }
        assertThat(kafka.attempts("one"))
                .as("the attempts are further and further apart")
                .isBetween(12, 30);
        recent.disabled("2", "later");
        String withdrawal = key("later");
        kafka.failures.clear();
        pass(Duration.ofSeconds(5));
        publication.round();
        publication.round();
        assertThat(kafka.keys("two")).containsExactly(withdrawal, "caught-up");
        assertThat(kafka.keys("one")).contains("caught-up");
        assertThat(kafka.keys("three")).contains("caught-up");
    }

    @Test
    void eachKindOfFailureIsLoggedOnceForEachTopicAndNeverItsText() throws InterruptedException {
        try (LoggedLines logged = new LoggedLines(RealmPublication.class)) {
            for (Throwable failure : List.of(
                    new TimeoutException("password=1"),
                    new TimeoutException("password=2"),
                    new TopicAuthorizationException("secret"))) {
                kafka.failures.put("two", failure);
                publication.round();
                pass(Duration.ofSeconds(31));
            }
            kafka.failures.clear();
            publication.round();
            String failed = "WARN Publishing withdrawals to Kafka's topic two failed (%s)"
                    + " and is tried again until it succeeds.";
            assertThat(logged.all())
                    .containsExactly(
                            String.format(failed, "TimeoutException"),
                            String.format(failed, "TopicAuthorizationException"),
                            "INFO Publishing withdrawals to Kafka's topic two succeeds again.");
        }
    }

    @Test
    void nothingIsClaimedWhileTheLogCannotBeRead() throws InterruptedException {
        clock.advance(Duration.ofSeconds(5));
        publication.round();
        assertThat(kafka.sent).isEmpty();
        recent.caughtUp();
        publication.round();
        assertThat(kafka.keys("one")).isEqualTo(CAUGHT_UP);
    }

    @Test
    void caughtUpCarriesTheMomentUntilWhichEverythingWasPublished() throws InterruptedException {
        Instant known = clock.instant();
        clock.advance(Duration.ofSeconds(2));
        publication.round();
        assertThat(kafka.sent.get("one")).extracting(ProducerRecord::timestamp).containsExactly(known.toEpochMilli());
    }

    @Test
    void manyWithdrawalsGoInPagesAndAFailureRepeatsOnlyTheLastOne() throws InterruptedException {
        for (int i = 0; i < 1_200; i++) {
            recent.disabled("1", "user-" + i);
        }
        kafka.failAfter("one", 2);
        publication.round();
        assertThat(kafka.keys("one")).hasSize(1_000);
        pass(Duration.ofSeconds(31));
        publication.round();
        assertThat(kafka.keys("one")).hasSize(1_201).doesNotHaveDuplicates().endsWith("caught-up");
    }

    @Test
    void anotherLogIsPublishedFromItsBeginning() throws InterruptedException {
        recent.disabled("1", "a");
        publication.round();
        kafka.sent.clear();
        recent.startOver();
        recent.disabled("1", "b");
        publication.round();
        assertThat(kafka.keys("one")).containsExactly(key("b"), "caught-up");
    }

    @Test
    void aRenamedRealmsTopicGetsEverything() throws InterruptedException {
        recent.disabled("1", "a");
        publication.round();
        topics.put("1", "renamed");
        publication.round();
        assertThat(kafka.keys("renamed")).containsExactly(key("a"), "caught-up");
        topics.remove("1");
        recent.disabled("1", "b");
        publication.round();
        assertThat(kafka.keys("renamed")).hasSize(2);
    }

    private void pass(Duration time) {
        clock.advance(time);
        recent.caughtUp();
    }

    private String key(String user) {
        return "subject/" + user + "/" + clock.instant().getEpochSecond();
    }

    /** A Kafka that fails as a test says. */
    private static final class TestKafka implements Kafka {
        private final Map<String, List<ProducerRecord<String, String>>> sent = new HashMap<>();
        private final List<String> created = new ArrayList<>();
        private final Map<String, Throwable> failures = new HashMap<>();
        private final Map<String, Integer> attempts = new HashMap<>();
        private final Map<String, Integer> remaining = new HashMap<>();

        @Override
        public void create(String topic) {
            created.add(topic);
        }

        @Override
        public void send(List<ProducerRecord<String, String>> records) {
            String topic = records.get(0).topic();
            Throwable failure = failures.get(topic);
            if (remaining.containsKey(topic) && remaining.merge(topic, -1, Integer::sum) < 0) {
                remaining.remove(topic);
                failure = new TimeoutException();
            }
            if (failure != null) {
                attempts.merge(topic, 1, Integer::sum);
            }
            if (failure instanceof Error error) {
                throw error;
            } else if (failure instanceof RuntimeException exception) {
                throw exception;
            }
            sent.computeIfAbsent(topic, key -> new ArrayList<>()).addAll(records);
        }

        private void failAfter(String topic, int successes) {
            remaining.put(topic, successes);
        }

        private int attempts(String topic) {
            return attempts.getOrDefault(topic, 0);
        }

        private List<String> keys(String topic) {
            return sent.getOrDefault(topic, List.of()).stream()
                    .map(ProducerRecord::key)
                    .toList();
        }
    }
}
