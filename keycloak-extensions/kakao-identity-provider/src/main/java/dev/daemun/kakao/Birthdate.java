package dev.daemun.kakao;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.time.format.ResolverStyle;
import java.util.Optional;

/**
 * The birth date in a {@code kakao_account}: {@code birthyear}, {@code birthday} as MMDD and {@code birthday_type}
 * (Kakao's REST reference, "Retrieve user information"). A lunar day falls on another solar day each year, so there is
 * no date for it rather than a wrong one.
 */
final class Birthdate {
    private static final DateTimeFormatter YEAR_MONTH_DAY =
            DateTimeFormatter.ofPattern("uuuuMMdd").withResolverStyle(ResolverStyle.STRICT);

    private Birthdate() {}

    static Optional<LocalDate> in(JsonNode account) {
        boolean solar = account.path("birthday_type").asText().equals("SOLAR")
                && !account.path("is_leap_month").asBoolean();
        String year = account.path("birthyear").asText();
        String day = account.path("birthday").asText();
        if (!solar || !year.matches("[1-9][0-9]{3}") || !day.matches("[0-9]{4}")) {
            return Optional.empty();
        }
        try {
            return Optional.of(LocalDate.parse(year + day, YEAR_MONTH_DAY));
        } catch (DateTimeParseException e) {
            return Optional.empty();
        }
    }
}
