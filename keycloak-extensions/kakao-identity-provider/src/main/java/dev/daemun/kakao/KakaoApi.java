package dev.daemun.kakao;

import com.fasterxml.jackson.databind.JsonNode;
import dev.daemun.brokering.TokenAnswer;
import java.io.IOException;
import org.keycloak.http.simple.SimpleHttp;
import org.keycloak.http.simple.SimpleHttpRequest;
import org.keycloak.http.simple.SimpleHttpResponse;
import org.keycloak.models.KeycloakSession;

/** The calls to Kakao that a sign-in makes. Each failure is thrown as a {@link KakaoRefusal}. */
record KakaoApi(KeycloakSession session) {
    // Without secure_resource the images come as http:// addresses.
    static final String USER_URL = "https://kapi.kakao.com/v2/user/me?secure_resource=true";

    static TokenAnswer token(SimpleHttpRequest request) {
        try (SimpleHttpResponse response = request.asResponse()) {
            return tokenAnswer(response.getStatus(), response.asString());
        } catch (IOException e) {
            throw new KakaoRefusal("Kakao's token endpoint could not be reached");
        }
    }

    static TokenAnswer tokenAnswer(int status, String body) {
        if (status != 200) {
            throw KakaoRefusal.of("the token request", status, body);
        }
        return TokenAnswer.in(body).orElseThrow(() -> new KakaoRefusal("Kakao's token answer has no access token"));
    }

    /** Who the bearer of an access token is (Kakao Login, REST API, "Retrieve user information"). */
    JsonNode me(String accessToken) {
        try (SimpleHttpResponse response = SimpleHttp.create(session)
                .doGet(USER_URL)
                .auth(accessToken)
                .acceptJson()
                .asResponse()) {
            if (response.getStatus() != 200) {
                throw KakaoRefusal.of("/v2/user/me", response.getStatus(), response.asString());
            }
            return response.asJson();
        } catch (IOException e) {
            throw new KakaoRefusal("Kakao's /v2/user/me could not be read");
        }
    }
}
