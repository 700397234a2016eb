package dev.daemun.revocationfeed.readers;

import static org.assertj.core.api.Assertions.assertThat;

import dev.daemun.eventlog.fakes.MovableClock;
import dev.daemun.revocationfeed.readers.Readers.Listed;
import dev.daemun.revocationfeed.recent.Cursor;
import dev.daemun.revocationfeed.recent.Page;
import dev.daemun.revocationfeed.recent.Recent;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

class WhoIsBehindIsShownTest {
    private final MovableClock clock = new MovableClock();
    private final Recent recent = new Recent(clock);
    private final Readers readers = new Readers(clock);
    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
    private final FeedMetrics metrics = new FeedMetrics(registry, recent.withdrawals, readers);
    private final Reader first = new Reader("daemun", "orders", "one");
    private final Reader second = new Reader("daemun", "orders", "two");

    @Test
    void byPositionAndSinceWhen() {
        readers.got(first, last(7));
        readers.got(second, last(7));
        clock.advance(Duration.ofSeconds(3));
        readers.got(second, last(9));
        readers.got(new Reader("other", "orders", "one"), last(1));
        assertThat(readers.of("daemun"))
                .containsExactly(new Listed("orders", "one", 7, 3.0), new Listed("orders", "two", 9, 0.0));
        readers.got(first, full(8));
        assertThat(readers.of("daemun")).as("it has not got everything").contains(new Listed("orders", "one", 8, 3.0));
        readers.got(first, last(9));
        assertThat(readers.of("daemun")).contains(new Listed("orders", "one", 9, 0.0));
    }

    @Test
    void whoReadsNoMoreIsForgottenAfterAMinute() {
        readers.got(first, last(7));
        clock.advance(Duration.ofMinutes(1));
        assertThat(readers.of("daemun")).hasSize(1);
        clock.advance(Duration.ofMillis(1));
        assertThat(readers.of("daemun")).isEmpty();
    }

    @Test
    void noNumberOfInstancesUsesUpTheMemory() {
        for (int i = 0; i < 20_000; i++) {
            readers.got(new Reader("daemun", "orders", "instance-" + i), last(i));
        }
        assertThat(readers.of("daemun")).hasSize(10_000);
        readers.got(new Reader("daemun", "orders", "instance-0"), last(20_000));
        assertThat(readers.of("daemun"))
                .as("who is known is followed")
                .extracting(Listed::position)
                .contains(20_000L);
    }

    @ParameterizedTest
    @NullSource
    @ValueSource(strings = {"", "with space", "<script>", "a\nb", "ü"})
    void anInstanceCannotCallItselfAnything(String name) {
        assertThat(new Reader("daemun", "orders", name).instance()).isEqualTo("-");
    }

    @Test
    void theMetricsShowTheOneThatIsFurthestBehind() {
        assertThat(age()).isNull();
        readers.got(first, full(3));
        metrics.show();
        assertThat(age()).isNaN();
        readers.got(first, last(7));
        clock.advance(Duration.ofSeconds(30));
        readers.got(second, last(9));
        metrics.show();
        assertThat(gauge("daemun.feed.readers")).isEqualTo(2);
        assertThat(age()).isEqualTo(30);
        clock.advance(Duration.ofSeconds(31));
        metrics.show();
        assertThat(gauge("daemun.feed.readers")).isEqualTo(1);
        clock.advance(Duration.ofMinutes(1));
        metrics.show();
        assertThat(age()).as("no reader, no age").isNull();
    }

    @Test
    void noNumberOfClientsFillsTheMetrics() {
        for (int i = 0; i < 500; i++) {
            readers.got(new Reader("daemun", "client-" + i, "one"), last(1));
        }
        metrics.show();
        assertThat(registry.find("daemun.feed.readers").gauges()).hasSize(200);
    }

    /** Also where the feed itself is read without a failure, but a committed event waits for its position. */
    @Test
    void theMetricsShowSinceWhenTheFeedLacksSomething() {
        assertThat(gauge("daemun.feed.age")).isZero();
        clock.advance(Duration.ofSeconds(7));
        assertThat(gauge("daemun.feed.age")).isEqualTo(7);
        recent.caughtUp();
        assertThat(gauge("daemun.feed.age")).isZero();
    }

    private Double age() {
        return gauge("daemun.feed.reader.age");
    }

    private Double gauge(String name) {
        Tags tags = name.equals("daemun.feed.age") ? Tags.empty() : Tags.of("realm", "daemun", "client", "orders");
        Gauge gauge = registry.find(name).tags(tags).gauge();
        return Objects.isNull(gauge) ? null : gauge.value();
    }

    private Page last(long position) {
        return Page.last(new Cursor("0e6c2b53", position, Cursor.NO_EVENT), clock.instant(), List.of());
    }

    private static Page full(long position) {
        return Page.full(new Cursor("0e6c2b53", position, Cursor.NO_EVENT), List.of());
    }
}
