package dev.daemun.realmconfig;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;
import org.junit.jupiter.api.Test;

class AStandInIsNeverTakenForTheRealOneTest {
    private static final String KAKAO = "DAEMUN_KAKAO_CLIENT_ID";
    private static final String GOOGLE = "DAEMUN_GOOGLE_CLIENT_ID";

    @Test
    void theSignInPageSaysSoInEveryLanguage() {
        JsonNode texts = texts(Map.of(KAKAO, "stand-in-kakao", GOOGLE, "stand-in-google"));
        assertThat(text(texts, "ko")).contains("카카오", "Google", "대역");
        assertThat(text(texts, "en")).contains("Kakao", "Google", "stand-in");
    }

    @Test
    void theRealOneBesideItIsNotNamed() {
        JsonNode texts = texts(Map.of(KAKAO, "5d2f0c", GOOGLE, "stand-in-google"));
        assertThat(text(texts, "ko")).contains("Google").doesNotContain("카카오");
        assertThat(text(texts, "en")).contains("Google").doesNotContain("Kakao");
    }

    @Test
    void fourAreNamedAsAPersonWouldNameThem() {
        JsonNode texts = texts(Map.of(
                KAKAO,
                "stand-in-kakao",
                "DAEMUN_NAVER_CLIENT_ID",
                "stand-in-naver",
                GOOGLE,
                "stand-in-google",
                "DAEMUN_APPLE_CLIENT_ID",
                "stand-in-apple"));
        assertThat(text(texts, "ko")).startsWith("카카오·네이버·Google·Apple 로그인은");
        assertThat(text(texts, "en")).startsWith("Kakao, Naver, Google and Apple sign-in here");
    }

    @Test
    void whereAllAreRealOrAbsentNothingIsSaid() {
        assertThat(texts(Map.of(KAKAO, "5d2f0c")).isMissingNode()).isTrue();
    }

    private static JsonNode texts(Map<String, String> environment) {
        ObjectNode realm = JsonNodeFactory.instance.objectNode();
        new StandInNotice(new Variables(environment, Mode.DEMO)).addTo(realm);
        return realm.path("localizationTexts");
    }

    private static String text(JsonNode texts, String language) {
        return texts.path(language).path("identity-provider-login-label").textValue();
    }
}
