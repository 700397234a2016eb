package dev.daemun.kakao;

import com.fasterxml.jackson.databind.JsonNode;
import dev.daemun.brokering.DerivedAttributeMapper;
import dev.daemun.kakao.settings.KakaoIdentityProviderConfig;
import java.time.LocalDate;
import java.util.Optional;

/** Joins Kakao's year and day of birth to one date, {@code yyyy-MM-dd}, in a user attribute. */
public final class KakaoBirthdateMapper extends DerivedAttributeMapper {
    static final String PROVIDER_ID = "kakao-birthdate-mapper";

    @Override
    public String getId() {
        return PROVIDER_ID;
    }

    @Override
    public String[] getCompatibleProviders() {
        return new String[] {KakaoIdentityProviderConfig.PROVIDER_ID};
    }

    @Override
    public String getDisplayType() {
        return "Kakao birth date";
    }

    @Override
    public String getHelpText() {
        return "Joins the year and the day of birth to one date, yyyy-MM-dd. A lunar day, a leap month or a missing year"
                + " gives no date, and leaves the attribute as it is.";
    }

    @Override
    protected String defaultAttribute() {
        return "birthdate";
    }

    @Override
    protected Optional<String> value(JsonNode me) {
        return Birthdate.in(me.path("kakao_account")).map(LocalDate::toString);
    }
}
