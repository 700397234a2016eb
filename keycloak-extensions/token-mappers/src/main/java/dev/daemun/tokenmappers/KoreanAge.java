package dev.daemun.tokenmappers;

import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.format.DateTimeParseException;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.OptionalInt;

/**
 * Age in completed years by Korean law, in calendar days of Seoul.
 *
 * <p>The day of birth counts (Civil Act article 158), so an age is reached as the birthday begins. Somebody born on
 * 29 February reaches it in a common year on 1 March, for a period ends with the last day of February where its last
 * month has no such day (article 160(3)).
 */
final class KoreanAge {

    private static final ZoneId SEOUL = ZoneId.of("Asia/Seoul");

    /** Nobody has lived that long; such a date is a placeholder or a slip. */
    private static final int IMPLAUSIBLE_YEARS = 150;

    private final Clock clock;

    KoreanAge(Clock clock) {
        this.clock = clock.withZone(SEOUL);
    }

    /**
     * The age in years, or nothing where it cannot be known for certain.
     *
     * @param birthDates the values of a user attribute; exactly one, as ISO 8601 {@code yyyy-MM-dd}, gives an age
     */
    OptionalInt years(List<String> birthDates) {
        if (birthDates.size() != 1 || birthDates.get(0) == null) {
            return OptionalInt.empty();
        }
        try {
            return years(LocalDate.parse(birthDates.get(0)));
        } catch (DateTimeParseException notADate) {
            return OptionalInt.empty();
        }
    }

    private OptionalInt years(LocalDate birthDate) {
        LocalDate today = LocalDate.now(clock);
        // The year 0000, by which OpenID Connect leaves the year out (Core section 5.1), is refused as too long ago.
        if (birthDate.isAfter(today) || birthDate.isBefore(today.minusYears(IMPLAUSIBLE_YEARS))) {
            return OptionalInt.empty();
        }
        return OptionalInt.of((int) ChronoUnit.YEARS.between(birthDate, today));
    }
}
