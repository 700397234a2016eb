package dev.daemun.systemtests;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import org.jsoup.Jsoup;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What anybody may send to the address that Kakao sends people back to. */
@NeedsBrowser
@ResourceLock(KeycloakWithStandIns.LOCK)
class NonsenseAtKakaosEndpointIsReadableIT {
    private final KeycloakWithStandIns platform = KeycloakWithStandIns.shared();

    @ParameterizedTest
    @ValueSource(strings = {"a.b.c", "a.b.c.d", "a", "", ".", "...", "a.b.%%%", "a.b.c.!!!", "가.나.다", "'\"<x>"})
    void aStateThatNobodyIssued(String state) {
        String query = "?code=x&state=" + URLEncoder.encode(state, StandardCharsets.UTF_8);
        assertThat(reason(query, "ko")).matches("[가-힣A-Z .]+");
        assertThat(reason(query, "en")).matches("[a-zA-Z ,.;]+");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"?error=access_denied&state=a.b.c", "?error=x&state=a.b.c&error_description=y", "?state=a.b.c"})
    void withWhateverElse(String query) {
        assertThat(reason(query, "ko")).isEqualTo("잘못된 요청");
    }

    /** What the page says to the person. */
    private String reason(String query, String language) {
        Call.Answer answer = Call.to(platform.keycloak.issuer() + "/broker/kakao/endpoint" + query)
                .header("Accept-Language", language)
                .get();
        assertThat(answer.status()).as(query).isEqualTo(400);
        assertThat(answer.header("Content-Type")).startsWith("text/html");
        assertThat(answer.body()).doesNotContain("<x>");
        return Jsoup.parse(answer.body()).select(".instruction").text();
    }
}
