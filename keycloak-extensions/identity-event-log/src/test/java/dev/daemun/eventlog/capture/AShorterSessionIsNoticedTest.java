package dev.daemun.eventlog.capture;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AShorterSessionIsNoticedTest {
    @ParameterizedTest
    @CsvSource({
        "3600, 3599, true",
        "3600, 3600, false",
        "3600, 3601, false",
        "0, 60, true",
        "-1, 60, true",
        "60, 0, false"
    })
    void byEachOfTheLimits(int before, int now, boolean shorter) {
        assertThat(new Lifetimes(List.of(10, now)).areShorterThan(new Lifetimes(List.of(10, before))))
                .isEqualTo(shorter);
        assertThat(new Lifetimes(List.of(now, 10)).areShorterThan(new Lifetimes(List.of(before, 10))))
                .isEqualTo(shorter);
    }
}
