package dev.daemun.revocationfeed.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.daemun.eventlog.Transactions;
import dev.daemun.eventlog.fakes.Fake;
import dev.daemun.eventlog.fakes.MovableClock;
import dev.daemun.eventrelay.KafkaTarget;
import dev.daemun.eventrelay.KafkaTopic;
import dev.daemun.revocationfeed.recent.Recent;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.keycloak.Config;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;
import org.keycloak.models.RealmProvider;

class EachRealmHasItsTopicTest {
    private final MovableClock clock = new MovableClock();
    private final Recent recent = new Recent(clock);
    private final Map<String, String> realms = new HashMap<>(Map.of("1", "daemun", "2", "shop"));
    private int queries;

    @TempDir
    private Path directory;

    @Test
    void asLongAsItHasSomethingToPublish() {
        RealmTopics topics = topics(Set.of());
        assertThat(topics.get()).isEqualTo(Map.of("1", "withdrawals-daemun", "2", "withdrawals-shop"));
        recent.disabled("2", "user");
        realms.remove("2");
        clock.advance(Duration.ofSeconds(6));
        assertThat(topics.get()).as("deleted, which its withdrawals say").containsKey("2");
        clock.advance(Duration.ofMinutes(10));
        recent.forget();
        assertThat(topics.get()).doesNotContainKey("2");
    }

    @Test
    void onlyThoseThatWereAskedFor() {
        assertThat(topics(Set.of("shop")).get()).isEqualTo(Map.of("2", "withdrawals-shop"));
    }

    @Test
    void theDatabaseIsAskedEachFiveSecondsAndAtOnceForANewRealm() {
        RealmTopics topics = topics(Set.of("daemun"));
        topics.get();
        recent.disabled("2", "user");
        topics.get();
        topics.get();
        clock.advance(Duration.ofSeconds(5));
        topics.get();
        assertThat(queries)
                .as("once for the realm that was new, though it has no topic")
                .isEqualTo(2);
        clock.advance(Duration.ofMillis(1));
        topics.get();
        assertThat(queries).isEqualTo(3);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            nullValues = "none",
            value = {
                "kafka-topic      | a b         | kafka-topic must be the name of a topic",
                "kafka-topic      | withdrawals | kafka-topic must contain {realm}",
                "kafka-properties | none        | kafka-properties must be a file",
                "kafka-properties | /nowhere    | kafka-properties must be a file"
            })
    void aBadOptionStopsTheStart(String option, String value, String sentence) throws IOException {
        Map<String, String> options = good();
        options.put(option, value);
        assertThatThrownBy(() -> KafkaSettings.of(scope(options)))
                .hasMessageStartingWith("--spi-realm-restapi-extension--revocation-feed--" + sentence);
    }

    @Test
    void oneTopicForOneRealmNeedsNoPlaceholder() throws IOException {
        Map<String, String> options = good();
        assertThat(KafkaSettings.of(scope(options))).isPresent();
        options.put("kafka-topic", "withdrawals");
        options.put("kafka-realms", "daemun");
        assertThat(KafkaSettings.of(scope(options))).isPresent();
        options.put("kafka-realms", "daemun,shop");
        assertThatThrownBy(() -> KafkaSettings.of(scope(options))).hasMessageContaining("must contain {realm}");
        options.remove("kafka-topic");
        assertThat(KafkaSettings.of(scope(options))).as("not switched on").isEmpty();
    }

    private Map<String, String> good() throws IOException {
        Path file = Files.writeString(directory.resolve("kafka.properties"), "bootstrap.servers=localhost:9092");
        return new HashMap<>(Map.of("kafka-topic", "withdrawals-{realm}", "kafka-properties", file.toString()));
    }

    private RealmTopics topics(Set<String> only) {
        KafkaTarget target = new KafkaTarget(new KafkaTopic("withdrawals-{realm}"), new Properties());
        return new RealmTopics(new RealmsOnly(), new KafkaSettings(target, only), recent.withdrawals, clock);
    }

    private static Config.Scope scope(Map<String, String> options) {
        return new Config.SystemPropertiesScope("") {
            @Override
            public String get(String option) {
                return options.get(option);
            }
        };
    }

    /** Sessions that know the realms and nothing else. */
    private final class RealmsOnly implements Transactions {
        @Override
        public <T> T call(Function<KeycloakSession, T> work) {
            queries++;
            RealmProvider provider = Fake.of(
                    RealmProvider.class,
                    (method, arguments) -> realms.entrySet().stream()
                            .map(entry -> Fake.of(
                                    RealmModel.class,
                                    (name, none) -> name.equals("getId") ? entry.getKey() : entry.getValue())));
            return work.apply(Fake.of(KeycloakSession.class, (method, arguments) -> provider));
        }
    }
}
