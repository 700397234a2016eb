package dev.daemun.eventlog;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class WaitsGrowUpToALimitTest {
    private static final Duration FIRST = Duration.ofMillis(100);
    private static final Duration LONGEST = Duration.ofSeconds(5);

    @Test
    void twiceAsLongAfterEachFailure() {
        assertThat(waits(new Backoff(FIRST, LONGEST, bound -> bound - 1), 8))
                .containsExactly(100L, 200L, 400L, 800L, 1_600L, 3_200L, 5_000L, 5_000L);
        assertThat(waits(new Backoff(FIRST, LONGEST, bound -> 0), 8))
                .as("half of it at least")
                .containsExactly(50L, 100L, 200L, 400L, 800L, 1_600L, 2_500L, 2_500L);
    }

    @Test
    void aMillionFailuresOverflowNothing() {
        Backoff backoff = new Backoff(FIRST, LONGEST);
        assertThat(waits(backoff, 1_000_000)).allMatch(wait -> wait >= 50 && wait <= 5_000);
    }

    @Test
    void shortAgainAfterASuccess() {
        Backoff backoff = new Backoff(FIRST, LONGEST, bound -> bound - 1);
        waits(backoff, 8);
        backoff.reset();
        assertThat(backoff.afterFailure()).isEqualTo(FIRST);
    }

    private static List<Long> waits(Backoff backoff, int number) {
        return IntStream.range(0, number)
                .mapToObj(failure -> backoff.afterFailure().toMillis())
                .toList();
    }
}
