package dev.daemun.naver;

import com.fasterxml.jackson.databind.JsonNode;
import dev.daemun.brokering.TokenAnswer;
import dev.daemun.naver.tokens.NaverAnswer;
import dev.daemun.naver.tokens.NaverRefusal;
import java.io.IOException;
import org.keycloak.http.simple.SimpleHttp;
import org.keycloak.http.simple.SimpleHttpRequest;
import org.keycloak.http.simple.SimpleHttpResponse;
import org.keycloak.models.KeycloakSession;

/** The calls to Naver that a sign-in makes. Each failure is thrown as a {@link NaverRefusal}. */
record NaverApi(KeycloakSession session) {
    static final String PROFILE_URL = "https://openapi.naver.com/v1/nid/me";

    /** Naver's answers are shorter; what is longer is not Naver's. */
    private static final long LONGEST_ANSWER = 256 * 1024;

    static TokenAnswer token(SimpleHttpRequest request) {
        try (SimpleHttpResponse response = request.asResponse()) {
            return new NaverAnswer(response.getStatus(), response.asString()).tokens();
        } catch (IOException e) {
            throw new NaverRefusal("Naver's token endpoint could not be reached");
        }
    }

    /** Who the bearer of an access token is (Naver Login, "Profile API"). */
    NaverAccount me(String accessToken) {
        try (SimpleHttpResponse response = SimpleHttp.create(session)
                .withMaxConsumedResponseSize(LONGEST_ANSWER)
                .doGet(PROFILE_URL)
                .auth(accessToken)
                .acceptJson()
                .asResponse()) {
            if (response.getStatus() != 200) {
                throw new NaverRefusal("Naver refused /v1/nid/me: status " + response.getStatus());
            }
            return account(response.asJson());
        } catch (IOException e) {
            throw new NaverRefusal("Naver's /v1/nid/me could not be read");
        }
    }

    /** Errors may come with 200 here as well, and have a number. */
    static NaverAccount account(JsonNode answer) {
        try {
            return NaverAccount.of(answer);
        } catch (IllegalArgumentException e) {
            String code = answer.path("resultcode").asText();
            throw new NaverRefusal(
                    "Naver's /v1/nid/me names nobody" + (code.matches("[0-9]{2,4}") ? ": resultcode " + code : ""));
        }
    }
}
