package dev.daemun.naver;

import com.fasterxml.jackson.databind.JsonNode;
import dev.daemun.brokering.DerivedAttributeMapper;
import dev.daemun.brokering.PhoneNumber;
import dev.daemun.naver.settings.NaverIdentityProviderConfig;
import java.util.Optional;

/** Puts Naver's {@code mobile} into a user attribute in the form that other systems expect (ITU-T E.164). */
public final class NaverPhoneNumberMapper extends DerivedAttributeMapper {
    static final String PROVIDER_ID = "naver-phone-number-mapper";

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
        return "Naver phone number";
    }

    @Override
    public String getHelpText() {
        return "Keeps the phone number as +821012345678. One that cannot exist is left out, and leaves the attribute as it"
                + " is.";
    }

    @Override
    protected String defaultAttribute() {
        return "phoneNumber";
    }

    @Override
    protected Optional<String> value(JsonNode profile) {
        return PhoneNumber.e164(profile.path("mobile").asText());
    }
}
