package dev.daemun.tokenmappers;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AgeIsNeverGuessedTest {

    // 10 May 2026 has just begun in Seoul.
    private final KoreanAge age = new KoreanAge(Clock.fixed(Instant.parse("2026-05-09T15:00:00Z"), ZoneOffset.UTC));

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "1990",
                "1990-05",
                "19900510",
                "0510",
                "05-10",
                "--05-10",
                "1990/05/10",
                "1990.05.10",
                "10-05-1990",
                "90-05-10",
                "1990-5-10",
                "1990-05-10T00:00:00Z",
                "1990-05-10+09:00",
                " 1990-05-10",
                "1990-05-10 ",
                "1990-05-10\n",
                "+1990-05-10",
                "-1990-05-10",
                "+11990-05-10",
                "1990-02-30",
                "1990-13-01",
                "1990-00-10",
                "1990-05-00",
                "2023-02-29",
                "1900-02-29",
                "1990-05-10 or so",
                "١٩٩٠-٠٥-١٠",
                "１９９０-05-10",
                "1990–05–10",
                "null",
                "1990년 5월 10일",
                "999999999999-05-10",
            })
    void fromWhatIsNotADate(String birthDate) {
        assertThat(age.years(List.of(birthDate))).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"0000-05-10", "0000-02-29", "0001-01-01", "1876-05-09", "1000-01-01"})
    void fromAYearThatIsUntoldOrOlderThanAnybody(String birthDate) {
        assertThat(age.years(List.of(birthDate))).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"2026-05-11", "2027-01-01", "9999-12-31"})
    void fromADayToCome(String birthDate) {
        assertThat(age.years(List.of(birthDate))).isEmpty();
    }

    @Test
    void fromNoneOrSeveralValues() {
        assertThat(age.years(List.of())).isEmpty();
        assertThat(age.years(Collections.singletonList(null))).isEmpty();
        assertThat(age.years(List.of("1990-05-10", "1990-05-10"))).isEmpty();
        assertThat(age.years(List.of("1990-05-10", ""))).isEmpty();
    }

    @Test
    void butIsToldForTheOldestPlausiblePerson() {
        assertThat(age.years(List.of("1876-05-10"))).hasValue(150);
    }
}
