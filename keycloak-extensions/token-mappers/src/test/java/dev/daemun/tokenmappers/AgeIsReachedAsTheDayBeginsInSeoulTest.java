package dev.daemun.tokenmappers;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AgeIsReachedAsTheDayBeginsInSeoulTest {

    @ParameterizedTest
    @CsvSource({
        // The last second before midnight in Seoul is 14:59:59 of the same day in UTC.
        "2012-05-10, 2026-05-09T14:59:59Z, 13",
        "2012-05-10, 2026-05-09T15:00:00Z, 14",
        "2012-05-10, 2026-05-10T00:00:00Z, 14",
        "2012-05-10, 2027-05-09T14:59:59Z, 14",
        "2007-05-10, 2026-05-09T14:59:59Z, 18",
        "2007-05-10, 2026-05-09T15:00:00Z, 19",
        // New Year: another year in Seoul than in UTC.
        "2007-01-01, 2025-12-31T14:59:59Z, 18",
        "2007-01-01, 2025-12-31T15:00:00Z, 19",
    })
    void ofAnOrdinaryBirthday(String birthDate, Instant now, int age) {
        assertThat(ageAt(now, ZoneOffset.UTC).years(List.of(birthDate))).hasValue(age);
    }

    @ParameterizedTest
    @CsvSource({
        // A common year: 1 March.
        "2012-02-29, 2026-02-28T14:59:59Z, 13",
        "2012-02-29, 2026-02-28T15:00:00Z, 14",
        "2008-02-29, 2027-02-28T14:59:59Z, 18",
        "2008-02-29, 2027-02-28T15:00:00Z, 19",
        // A leap year: 29 February.
        "2004-02-29, 2024-02-28T14:59:59Z, 19",
        "2004-02-29, 2024-02-28T15:00:00Z, 20",
    })
    void ofABirthdayOnALeapDay(String birthDate, Instant now, int age) {
        assertThat(ageAt(now, ZoneOffset.UTC).years(List.of(birthDate))).hasValue(age);
    }

    @ParameterizedTest
    @ValueSource(strings = {"America/Los_Angeles", "Pacific/Kiritimati", "UTC"})
    void whereverTheServerStands(String zone) {
        KoreanAge age = ageAt(Instant.parse("2026-05-09T15:00:00Z"), ZoneId.of(zone));

        assertThat(age.years(List.of("2012-05-10"))).hasValue(14);
        assertThat(age.years(List.of("2012-05-11"))).hasValue(13);
    }

    @Test
    void somebodyBornTodayIsZero() {
        assertThat(ageAt(Instant.parse("2026-05-09T15:00:00Z"), ZoneOffset.UTC).years(List.of("2026-05-10")))
                .hasValue(0);
    }

    private static KoreanAge ageAt(Instant now, ZoneId serverZone) {
        return new KoreanAge(Clock.fixed(now, serverZone));
    }
}
