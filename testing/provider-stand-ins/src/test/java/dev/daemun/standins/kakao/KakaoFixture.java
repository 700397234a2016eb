package dev.daemun.standins.kakao;

import static dev.daemun.standins.RelyingParty.parameter;
import static dev.daemun.standins.RelyingParty.replace;

import com.fasterxml.jackson.databind.JsonNode;
import dev.daemun.standins.ProviderStandIns;
import dev.daemun.standins.RelyingParty;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpResponse;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/** A new Kakao with one app, for each test of a class that registers it. */
final class KakaoFixture implements AfterEachCallback, AutoCloseable {
    static final String REDIRECT = "https://service.example/broker/kakao/endpoint";
    static final String AUTHORIZE = "kauth.kakao.com/oauth/authorize";
    static final String TOKEN = "kauth.kakao.com/oauth/token";
    static final long DANA = 1001;

    final ProviderStandIns standIns = start();
    final RelyingParty rp = new RelyingParty(standIns);
    final KakaoStandIn kakao = standIns.kakao();
    final KakaoApp app;

    KakaoFixture(boolean oidc, String... consentItems) {
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

    static KakaoFixture withEverything() {
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

    /** The parameters of a minimal authorization request with these replacements; null leaves a parameter out. */
    Map<String, String> request(String... replaced) {
        return replace(
                Map.of("client_id", "rest-key", "redirect_uri", REDIRECT, "response_type", "code", "state", "s 1"),
                replaced);
    }

    HttpResponse<String> authorize(String... replaced) {
        return rp.get(AUTHORIZE, request(replaced));
    }

    /** A code for this user, who agrees without a page. */
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

    private static ProviderStandIns start() {
        try {
            return ProviderStandIns.start(0, 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void afterEach(ExtensionContext context) throws IOException {
        close();
    }

    @Override
    public void close() throws IOException {
        standIns.close();
    }
}
