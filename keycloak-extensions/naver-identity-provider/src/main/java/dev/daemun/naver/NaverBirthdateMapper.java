package dev.daemun.naver;

import com.fasterxml.jackson.databind.JsonNode;
import dev.daemun.brokering.DerivedAttributeMapper;
import dev.daemun.naver.settings.NaverIdentityProviderConfig;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.time.format.ResolverStyle;
import java.util.Optional;

/** Joins Naver's {@code birthyear} and {@code birthday} (MM-DD) to one date, {@code yyyy-MM-dd}, in a user attribute. */
public final class NaverBirthdateMapper extends DerivedAttributeMapper {
    static final String PROVIDER_ID = "naver-birthdate-mapper";

    private static final DateTimeFormatter YEAR_MONTH_DAY =
            DateTimeFormatter.ofPattern("uuuu-MM-dd").withResolverStyle(ResolverStyle.STRICT);

    @Override
    public String getId() {
        return PROVIDER_ID;
    }

    @Override
    public String[] getCompatibleProviders() {
        return new String[] {NaverIdentityProviderConfig.PROVIDER_ID};
    }

    @Override
    public String getDisplayType() {
        return "Naver birth date";
    }

    @Override
    public String getHelpText() {
        return "Joins the year and the day of birth to one date, yyyy-MM-dd. Where one of them is missing there is no date, and"
                + " the attribute stays as it is.";
    }

    @Override
    protected String defaultAttribute() {
        return "birthdate";
    }

    @Override
    protected Optional<String> value(JsonNode profile) {
        String year = profile.path("birthyear").asText();
        String day = profile.path("birthday").asText();
        if (!year.matches("[1-9][0-9]{3}") || !day.matches("[0-9]{2}-[0-9]{2}")) {
            return Optional.empty();
        }
        try {
            return Optional.of(LocalDate.parse(year + "-" + day, YEAR_MONTH_DAY).toString());
        } catch (DateTimeParseException e) {
            return Optional.empty();
        }
    }
}
