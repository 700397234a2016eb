package dev.daemun.standins.kakao;

import static dev.daemun.standins.RelyingParty.parameter;

import com.fasterxml.jackson.databind.JsonNode;
import dev.daemun.standins.ProviderStandIns;
import dev.daemun.standins.RelyingParty;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/** An app at a fresh Kakao. */
final class KakaoFixture implements AutoCloseable {
    static final String REDIRECT = "https://service.example/broker/kakao/endpoint";
    static final String AUTHORIZE = "kauth.kakao.com/oauth/authorize";
    static final String TOKEN = "kauth.kakao.com/oauth/token";
    static final long DANA = 1001;

    final ProviderStandIns standIns = ProviderStandIns.start(0, 0);
    final RelyingParty rp = new RelyingParty(standIns);
    final KakaoStandIn kakao = standIns.kakao();
    final KakaoApp app;

    KakaoFixture(boolean oidc, String... consentItems) throws IOException {
        app = new KakaoApp(
                4242,
                "rest-key",
                "secret",
                "admin-key",
                oidc,
                Set.of(consentItems),
                Set.of(REDIRECT),
                Set.of("https://service.example/bye"));
        kakao.register(app);
    }

    static KakaoFixture withEverything() throws IOException {
        return new KakaoFixture(
                true,
                "profile_nickname",
                "profile_image",
                "account_email",
                "name",
                "age_range",
                "birthyear",
                "birthday",
                "gender",
                "phone_number",
                "account_ci");
    }

    /** The parameters of a plain authorization request, some replaced; null leaves one out. */
    Map<String, String> request(String... replaced) {
        return replace(
                Map.of("client_id", "rest-key", "redirect_uri", REDIRECT, "response_type", "code", "state", "s 1"),
                replaced);
    }

    HttpResponse<String> authorize(String... replaced) {
        return rp.get(AUTHORIZE, request(replaced));
    }

    /** A code of this user, who agrees without a page. */
    String code(long user, String... replaced) {
        kakao.signIn(user);
        return parameter(authorize(replaced), "code");
    }

    HttpResponse<String> exchange(String code, String... replaced) {
        return rp.post(
                TOKEN,
                replace(
                        Map.of(
                                "grant_type",
                                "authorization_code",
                                "client_id",
                                "rest-key",
                                "client_secret",
                                "secret",
                                "redirect_uri",
                                REDIRECT,
                                "code",
                                code),
                        replaced));
    }

    HttpResponse<String> refresh(String token) {
        return rp.post(
                TOKEN,
                Map.of(
                        "grant_type",
                        "refresh_token",
                        "client_id",
                        "rest-key",
                        "client_secret",
                        "secret",
                        "refresh_token",
                        token));
    }

    JsonNode tokens(long user, String... replaced) {
        return RelyingParty.json(exchange(code(user, replaced)));
    }

    HttpResponse<String> me(long user) {
        return get("/v2/user/me", tokens(user).get("access_token").textValue());
    }

    HttpResponse<String> get(String path, String accessToken) {
        return rp.get("kapi.kakao.com" + path, Map.of(), "Authorization", "Bearer " + accessToken);
    }

    private static Map<String, String> replace(Map<String, String> parameters, String... replaced) {
        Map<String, String> all = new LinkedHashMap<>(parameters);
        for (int i = 0; i < replaced.length; i += 2) {
            all.put(replaced[i], replaced[i + 1]);
        }
        all.values().removeIf(java.util.Objects::isNull);
        return all;
    }

    @Override
    public void close() throws IOException {
        standIns.close();
    }
}
