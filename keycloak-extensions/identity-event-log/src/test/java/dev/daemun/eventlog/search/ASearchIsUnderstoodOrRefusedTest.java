package dev.daemun.eventlog.search;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.daemun.eventlog.search.Search.Parameters;
import dev.daemun.eventlog.store.EventSearch;
import dev.daemun.eventlog.store.EventSearch.By;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ASearchIsUnderstoodOrRefusedTest {
    private static final Instant NOW = Instant.parse("2026-11-26T14:00:00Z");

    @Test
    void whatIsLeftOutIsFilledIn() {
        EventSearch search = Search.of(new Parameters("u", null, null, null, null, null, null), NOW);
        assertThat(search)
                .isEqualTo(new EventSearch(
                        new EventSearch.Key(By.USER, "u"), NOW.minus(Duration.ofDays(1)), NOW, Long.MAX_VALUE, 100));
    }

    @Test
    void whatIsGivenCounts() {
        EventSearch search = Search.of(
                new Parameters(null, "s", null, "2026-11-01T00:00:00Z", "2026-11-02T00:00:00Z", "42", "7"), NOW);
        assertThat(search)
                .isEqualTo(new EventSearch(
                        new EventSearch.Key(By.SESSION, "s"),
                        Instant.parse("2026-11-01T00:00:00Z"),
                        Instant.parse("2026-11-02T00:00:00Z"),
                        42,
                        7));
    }

    @ParameterizedTest
    @CsvSource({
        "'',  ,  ,  ,  ,  ,  , user",
        " ,  '  ',  ,  ,  ,  ,  , session",
        " ,  ,  ,  ,  ,  ,  , Exactly one",
        "u, s,  ,  ,  ,  ,  , Exactly one",
        "u,  , 1,  ,  ,  ,  , Exactly one",
        " ,  , 0,  ,  ,  ,  , position",
        " ,  , -1,  ,  ,  ,  , position",
        " ,  , 1.5,  ,  ,  ,  , position",
        " ,  , 99999999999999999999,  ,  ,  ,  , position",
        "u,  ,  , yesterday,  ,  ,  , from",
        "u,  ,  , -1000000000-01-01T00:00:00Z,  ,  ,  , from",
        "u,  ,  ,  , +1000000000-12-31T00:00:00Z,  ,  , to",
        "u,  ,  ,  , 2026-13-01T00:00:00Z,  ,  , to",
        "u,  ,  , 2026-11-27T00:00:00Z, 2026-11-26T00:00:00Z,  ,  , from",
        "u,  ,  , 2026-01-01T00:00:00Z, 2026-11-26T00:00:00Z,  ,  , 31 days",
        "u,  ,  ,  ,  , x,  , before",
        "u,  ,  ,  ,  , 0,  , before",
        "u,  ,  ,  ,  ,  , 0, max",
        "u,  ,  ,  ,  ,  , 101, max",
        "u,  ,  ,  ,  ,  , ٣, max"
    })
    void everythingElseIsRefusedByName(
            String user, String sid, String position, String from, String to, String before, String max, String named) {
        Problem problem = catchThrowableOfType(
                Problem.class, () -> Search.of(new Parameters(user, sid, position, from, to, before, max), NOW));
        assertThat(problem).hasMessageContaining(named);
    }

    @Test
    void anIdOfAnyLengthIsNotSearchedFor() {
        Problem problem = catchThrowableOfType(
                Problem.class,
                () -> Search.of(new Parameters("a".repeat(256), null, null, null, null, null, null), NOW));
        assertThat(problem).hasMessageContaining("255");
    }
}
