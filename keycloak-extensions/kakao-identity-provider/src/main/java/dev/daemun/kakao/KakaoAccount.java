package dev.daemun.kakao;

import com.fasterxml.jackson.databind.JsonNode;
import dev.daemun.brokering.StorableText;

/**
 * What the answer of Kakao's {@code /v2/user/me} says about who signed in.
 *
 * @param id the user's number at this Kakao app, in decimal
 * @param nickname the profile's nickname without what Keycloak allows in no name, or null
 * @param verifiedEmail an address that Kakao calls both valid and verified, or null
 */
record KakaoAccount(String id, String nickname, String verifiedEmail) {

    /**
     * Reads the answer; only the id is required of it.
     *
     * @throws IllegalArgumentException when there is no id that is a positive whole number within a Java long
     */
    static KakaoAccount of(JsonNode me) {
        JsonNode id = me.path("id");
        if (!id.isIntegralNumber() || !id.canConvertToLong() || id.longValue() <= 0) {
            throw new IllegalArgumentException("Kakao's answer has no usable id");
        }
        JsonNode account = me.path("kakao_account");
        return new KakaoAccount(
                Long.toString(id.longValue()),
                StorableText.name(account.path("profile").path("nickname").asText("")),
                verifiedEmail(account));
    }

    String username() {
        return "kakao_" + id;
    }

    private static String verifiedEmail(JsonNode account) {
        // Valid but unverified was never confirmed; verified but invalid belongs to another Kakao account by now.
        boolean owned = isTrue(account.path("is_email_valid")) && isTrue(account.path("is_email_verified"));
        return owned ? StorableText.address(account.path("email").textValue()) : null;
    }

    private static boolean isTrue(JsonNode node) {
        return node.isBoolean() && node.booleanValue();
    }
}
