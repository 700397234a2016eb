package dev.daemun.kakao;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.daemun.brokering.ProviderRefusal;
import dev.daemun.kakao.settings.KakaoIdentityProviderConfig;

/**
 * Kakao answered with an error, or with something that its documentation does not describe. The message holds the number of the error and
 * nothing else of the answer: Kakao repeats codes and tokens in its texts, and messages end in logs.
 */
final class KakaoRefusal extends ProviderRefusal {
    private static final long serialVersionUID = 1L;
    private static final ObjectMapper JSON = new ObjectMapper();

    KakaoRefusal(String what) {
        super(KakaoIdentityProviderConfig.KIND, what);
    }

    /** An answer with an error status, of {@code kauth.kakao.com} (KOE codes) or {@code kapi.kakao.com} (negative numbers). */
    static KakaoRefusal of(String call, int status, String body) {
        return new KakaoRefusal("Kakao refused " + call + ": " + code(body) + ", status " + status);
    }

    private static String code(String body) {
        JsonNode error;
        try {
            error = JSON.readTree(body);
        } catch (JsonProcessingException e) {
            return "no code";
        }
        String koe = error.path("error_code").asText();
        if (koe.matches("KOE[0-9]{1,4}")) {
            return koe;
        }
        JsonNode number = error.path("code");
        return number.isInt() ? "code " + number.intValue() : "no code";
    }
}
