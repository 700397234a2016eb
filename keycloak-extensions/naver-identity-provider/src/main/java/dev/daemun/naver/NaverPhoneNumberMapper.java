package dev.daemun.naver;

import com.fasterxml.jackson.databind.JsonNode;
import dev.daemun.brokering.PhoneNumberMapper;
import dev.daemun.naver.settings.NaverIdentityProviderConfig;

/** Puts Naver's {@code mobile} into a user attribute. */
public final class NaverPhoneNumberMapper extends PhoneNumberMapper {
    /** For Keycloak, which makes one itself. */
    public NaverPhoneNumberMapper() {
        super(NaverIdentityProviderConfig.KIND);
    }

    @Override
    protected String number(JsonNode answer) {
        return answer.path("mobile").asText();
    }
}
