package dev.daemun.kakao;

import com.fasterxml.jackson.databind.JsonNode;
import dev.daemun.brokering.PhoneNumberMapper;
import dev.daemun.kakao.settings.KakaoIdentityProviderConfig;

/** Puts Kakao's {@code kakao_account.phone_number} into a user attribute. */
public final class KakaoPhoneNumberMapper extends PhoneNumberMapper {
    /** For Keycloak, which makes one itself. */
    public KakaoPhoneNumberMapper() {
        super(KakaoIdentityProviderConfig.KIND);
    }

    @Override
    protected String number(JsonNode answer) {
        return answer.path("kakao_account").path("phone_number").asText();
    }
}
