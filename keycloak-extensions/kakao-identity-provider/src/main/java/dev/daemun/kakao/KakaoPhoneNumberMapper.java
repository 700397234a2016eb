package dev.daemun.kakao;

import com.fasterxml.jackson.databind.JsonNode;
import dev.daemun.brokering.DerivedAttributeMapper;
import dev.daemun.brokering.PhoneNumber;
import dev.daemun.kakao.settings.KakaoIdentityProviderConfig;
import java.util.Optional;

/** Puts Kakao's {@code phone_number} into a user attribute in the form that other systems expect (ITU-T E.164). */
public final class KakaoPhoneNumberMapper extends DerivedAttributeMapper {
    static final String PROVIDER_ID = "kakao-phone-number-mapper";

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
        return "Kakao phone number";
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
    protected Optional<String> value(JsonNode me) {
        return PhoneNumber.e164(me.path("kakao_account").path("phone_number").asText());
    }
}
