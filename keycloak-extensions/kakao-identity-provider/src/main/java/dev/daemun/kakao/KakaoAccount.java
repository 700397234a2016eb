package dev.daemun.kakao;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.regex.Pattern;

/**
 * What the answer of Kakao's {@code /v2/user/me} says about who signed in.
 *
 * @param id the user's number at this Kakao app, in decimal
 * @param nickname the profile's nickname without what Keycloak allows in no name, or null
 * @param verifiedEmail an address that Kakao calls both valid and verified, or null
 */
record KakaoAccount(String id, String nickname, String verifiedEmail) {

    /** Keycloak's {@code PersonNameProhibitedCharactersValidator}, and halves of characters, which no database stores. */
    private static final String NO_NAME_HAS = "[<>&\"\\v$%!#?§;*~/\\\\|^=\\[\\]{}()\\p{Cntrl}\\p{Cs}]";

    private static final Pattern NO_ADDRESS_HAS = Pattern.compile("[\\p{Cntrl}\\p{Cs}]");

    /** As long as Keycloak stores a name or an address. */
    private static final int LONGEST = 255;

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
                Long.toString(id.longValue()), name(account.path("profile").path("nickname")), verifiedEmail(account));
    }

    String username() {
        return "kakao_" + id;
    }

    /** Kakao allows nicknames such as "민수~!", for which Keycloak would stop the sign-in and ask for another name. */
    private static String name(JsonNode nickname) {
        String name = nickname.asText("").replaceAll(NO_NAME_HAS, "").strip();
        if (name.length() <= LONGEST) {
            return name.isEmpty() ? null : name;
        }
        // Not through the middle of a character.
        return name.substring(0, Character.isHighSurrogate(name.charAt(LONGEST - 1)) ? LONGEST - 1 : LONGEST);
    }

    private static String verifiedEmail(JsonNode account) {
        // Valid but unverified was never confirmed; verified but invalid belongs to another Kakao account by now.
        boolean owned = isTrue(account.path("is_email_valid")) && isTrue(account.path("is_email_verified"));
        return owned ? address(account.path("email").textValue()) : null;
    }

    private static boolean isTrue(JsonNode node) {
        return node.isBoolean() && node.booleanValue();
    }

    private static String address(String email) {
        boolean storable = email != null
                && !email.isBlank()
                && email.length() <= LONGEST
                && !NO_ADDRESS_HAS.matcher(email).find();
        return storable ? email : null;
    }
}
