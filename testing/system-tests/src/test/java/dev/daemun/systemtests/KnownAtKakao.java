package dev.daemun.systemtests;

import dev.daemun.localplatform.CodeFlow;
import dev.daemun.localplatform.Pkce;
import java.net.HttpCookie;
import java.net.URI;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Signs in through Kakao as somebody whom both sides know, so that no page is shown, and without a browser, which would take longer than what is
 * measured.
 */
record KnownAtKakao(KeycloakWithStandIns platform) {
    private static final int MOST_REDIRECTS = 20;

    String accessToken() {
        CodeFlow flow = platform.webApp();
        Pkce pkce = Pkce.random();
        Map<String, String> cookies = new LinkedHashMap<>();
        String next = flow.authorizationRequest(pkce) + "&kc_idp_hint=kakao";
        for (int redirects = 0; redirects < MOST_REDIRECTS; redirects++) {
            Call.Answer answer = get(next, cookies);
            next = URI.create(next).resolve(answer.header("Location")).toString();
            if (next.startsWith(flow.redirectUri())) {
                return flow.exchange(next.replaceFirst(".*[?&]code=([^&#]*).*", "$1"), pkce)
                        .accessToken();
            }
            if (next.startsWith("https://kauth.kakao.com/")) {
                next = platform.standIns
                        .plain(next.substring("https://".length()))
                        .toString();
            }
        }
        throw new AssertionError("somebody showed a page");
    }

    private static Call.Answer get(String url, Map<String, String> cookies) {
        Call.Answer answer = Call.to(url)
                .header(
                        "Cookie",
                        cookies.entrySet().stream()
                                .map(cookie -> cookie.getKey() + "=" + cookie.getValue())
                                .collect(Collectors.joining("; ")))
                .get();
        answer.response().headers().allValues("Set-Cookie").stream()
                .flatMap(header -> HttpCookie.parse(header).stream())
                .forEach(cookie -> cookies.put(cookie.getName(), cookie.getValue()));
        return answer;
    }
}
