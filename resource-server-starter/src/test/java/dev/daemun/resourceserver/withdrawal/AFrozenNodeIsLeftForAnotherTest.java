package dev.daemun.resourceserver.withdrawal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
class AFrozenNodeIsLeftForAnotherTest {
    private static final Duration SILENCE = Duration.ofSeconds(1);
    private static final Duration SHORT = Duration.ofMillis(200);

    private final SetClock clock = new SetClock();
    private final StreamingNode first = new StreamingNode();
    private final StreamingNode second = new StreamingNode();
    private final StreamingNode tokens = new StreamingNode();
    private final StreamingNode moreTokens = new StreamingNode();
    private HttpFeed feed = reading(first, second);

    @AfterEach
    void stop() {
        feed.close();
        Stream.of(first, second, tokens, moreTokens).forEach(StreamingNode::close);
    }

    @ParameterizedTest
    @EnumSource(
            value = StreamingNode.Ailment.class,
            mode = EnumSource.Mode.EXCLUDE,
            names = {"NONE", "HELD_BACK_BY_A_PROXY"})
    void inTheMidstOfAStream(StreamingNode.Ailment ailment) throws Exception {
        assertThat(feed.read(null).cursor()).isEqualTo("1");
        assertThat(feed.read("1").cursor()).isEqualTo("2");
        first.suffer(ailment);
        News news = feed.read("2");
        while (second.asked.isEmpty()) {
            news = feed.read(news.cursor());
        }
        assertThat(second.asked).hasSize(1);
        assertThat(second.asked.get(0))
                .as("from where it had come, without a failure in between")
                .isEqualTo("/stream?instance&after=" + (Integer.parseInt(news.cursor()) - 1));
        assertThat(feed.read(news.cursor()).asOf()).isNotNull();
        assertThat(second.asked).as("and stays there").hasSize(1);
    }

    @ParameterizedTest
    @EnumSource(
            value = StreamingNode.Ailment.class,
            mode = EnumSource.Mode.EXCLUDE,
            names = {"NONE", "HELD_BACK_BY_A_PROXY"})
    void fromTheBeginning(StreamingNode.Ailment ailment) throws Exception {
        first.suffer(ailment);
        assertThatThrownBy(() -> feed.read(null)).isInstanceOf(IOException.class);
        assertThat(feed.read(null).cursor()).isEqualTo("1");
        assertThat(second.asked).containsExactly("/stream?instance");
    }

    @ParameterizedTest
    @EnumSource(
            value = StreamingNode.Ailment.class,
            mode = EnumSource.Mode.EXCLUDE,
            names = {"NONE", "HELD_BACK_BY_A_PROXY"})
    void evenWhereAllAreUntilTheyAreWellAgain(StreamingNode.Ailment ailment) throws Exception {
        feed = reading(SHORT, first, second);
        first.suffer(ailment);
        second.suffer(ailment);
        for (int i = 0; i < 5; i++) {
            assertThatThrownBy(() -> feed.read(null)).isInstanceOf(IOException.class);
        }
        first.suffer(StreamingNode.Ailment.NONE);
        second.suffer(StreamingNode.Ailment.NONE);
        await().ignoreExceptions().until(() -> feed.read(null) != null);
        assertThat(feed.read("1").asOf()).isNotNull();
    }

    @ParameterizedTest
    @EnumSource(
            value = StreamingNode.Ailment.class,
            names = {"SILENT_BEFORE_THE_HEADERS", "SILENT_IN_THE_BODY"})
    void whereItsTokensAreGiven(StreamingNode.Ailment ailment) throws Exception {
        first.eventsInAStream = 1;
        assertThat(feed.read(null).cursor()).isEqualTo("1");
        assertThat(moreTokens.tokens).hasValue(0);
        tokens.suffer(ailment);
        assertThat(feed.read("1").cursor()).as("without a failure").isEqualTo("2");
        assertThat(feed.read("2").cursor()).isEqualTo("3");
        assertThat(tokens.tokens)
                .as("and the one that does not answer is not asked again")
                .hasValue(2);
        moreTokens.close();
        tokens.suffer(StreamingNode.Ailment.NONE);
        assertThat(feed.read("3").cursor()).isEqualTo("4");
    }

    /** Behind a proxy there is one address only, and another connection may lead to another node. */
    @Test
    void byAnotherConnectionWhereThereIsOneAddress() throws Exception {
        feed = reading(first);
        feed.read(null);
        first.suffer(StreamingNode.Ailment.SILENT_IN_THE_BODY);
        assertThatThrownBy(() -> {
                    for (int i = 1; i < 5; i++) {
                        feed.read(Integer.toString(i));
                    }
                })
                .hasRootCauseInstanceOf(HttpTimeoutException.class);
        first.suffer(StreamingNode.Ailment.NONE);
        assertThat(feed.read("1").asOf()).isNotNull();
        assertThat(first.connections).hasSizeGreaterThanOrEqualTo(3);
    }

    @Test
    void aStreamThatEndsIsNoFailure() throws Exception {
        first.eventsInAStream = 3;
        String cursor = feed.read(null).cursor();
        for (int i = 0; i < 20; i++) {
            cursor = feed.read(cursor).cursor();
        }
        assertThat(cursor).isEqualTo("21");
        assertThat(first.asked).hasSize(7);
        assertThat(second.asked).isEmpty();
    }

    @Test
    void butOneWithoutAnyEventIs() {
        first.eventsInAStream = 0;
        assertThatThrownBy(() -> feed.read(null)).hasMessageContaining("before its first event");
    }

    @Test
    void behindAProxyThatHoldsStreamsBackItIsAsked() throws Exception {
        feed = reading(SHORT, first);
        first.suffer(StreamingNode.Ailment.HELD_BACK_BY_A_PROXY);
        for (int i = 1; i < HttpFeed.SILENT_STREAMS; i++) {
            assertThatThrownBy(() -> feed.read(null)).isInstanceOf(IOException.class);
        }
        assertThat(feed.read(null).asOf()).isNotNull();
        assertThat(feed.read("1").asOf()).isNotNull();
        assertThat(first.asked).endsWith("?wait=0&instance", "?wait=1&instance&after=1");

        clock.pass(Duration.ofMinutes(1));
        assertThat(feed.read("2").asOf())
                .as("a stream is tried again, which costs no failure")
                .isNotNull();
        assertThat(first.asked).endsWith("/stream?instance&after=2", "?wait=1&instance&after=2");
        clock.pass(Duration.ofMinutes(1));
        first.suffer(StreamingNode.Ailment.NONE);
        assertThat(feed.read("3").asOf()).isNotNull();
        assertThat(feed.read("4").asOf()).isNotNull();
        assertThat(first.asked).endsWith("/stream?instance&after=3");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "with space", "a&b=c", "ü"})
    void itsNameIsOneThatAnAddressCanContain(String host) {
        assertThat(HttpFeed.instance(host)).matches("[0-9a-f-]{36}");
        assertThat(HttpFeed.instance("orders-7f9.x")).isEqualTo("orders-7f9.x");
    }

    @Test
    void whatIsNotAskedForStaysInTheNetwork() throws Exception {
        first.eventsAtOnce = true;
        for (int i = 0; i < 3; i++) {
            feed.read(null);
        }
        feed.close();
        await().until(() -> first.brokenOff.get() > 0);
        assertThat(first.written).as("of endless bytes").hasValueLessThan(50_000_000L);
    }

    private HttpFeed reading(StreamingNode... nodes) {
        return reading(SILENCE, nodes);
    }

    private HttpFeed reading(Duration silence, StreamingNode... nodes) {
        return new HttpFeed(
                new RevocationFeedProperties(
                        Stream.of(nodes).map(StreamingNode::address).toList(),
                        null,
                        "orders",
                        "secret",
                        Stream.of(tokens, moreTokens)
                                .map(node -> URI.create(node.address() + "/token"))
                                .toList(),
                        Duration.ofMinutes(1),
                        List.of(),
                        1_000,
                        Duration.ofSeconds(1)),
                null,
                silence,
                silence.multipliedBy(2),
                clock);
    }
}
