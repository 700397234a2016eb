package dev.daemun.eventrelay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TwoRealmsNeverShareATopicTest {
    @Test
    void howeverSimilarTheirNamesAre() {
        KafkaTopic topic = KafkaTopic.of("topic", "identity-{realm}");
        List<String> realms = List.of("a b", "a_b", "a.b", "a%b", "a_20b", "A b", "a-b", "가", "각", "a  b", "a b ");
        assertThat(realms)
                .map(topic::nameFor)
                .doesNotHaveDuplicates()
                .allMatch(name -> name.matches("[a-zA-Z0-9._-]+"));
        assertThat(realms)
                .as("Kafka's metrics write a dot as an underscore")
                .map(realm -> topic.nameFor(realm).replace('.', '_'))
                .doesNotHaveDuplicates();
    }

    @ParameterizedTest
    @CsvSource({"daemun, identity-daemun", "shop-2, identity-shop-2", "my realm, identity-my_20realm"})
    void usualNamesStayReadable(String realm, String topic) {
        assertThat(KafkaTopic.of("topic", "identity-{realm}").nameFor(realm)).isEqualTo(topic);
    }

    @Test
    void onePatternMayMeanOneTopicForAll() {
        assertThat(KafkaTopic.of("topic", "all").isOnePerRealm()).isFalse();
        assertThat(KafkaTopic.of("topic", "all").nameFor("daemun")).isEqualTo("all");
        assertThat(KafkaTopic.of("topic", "{realm}").isOnePerRealm()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a b", "a/b", "{tenant}"})
    void whatIsNoNameOfATopicStopsTheStart(String value) {
        assertThatThrownBy(() -> KafkaTopic.of("--topic", value)).hasMessageStartingWith("--topic must be the name");
        assertThatThrownBy(() -> KafkaTopic.of("--topic", null)).hasMessageStartingWith("--topic must be the name");
    }
}
