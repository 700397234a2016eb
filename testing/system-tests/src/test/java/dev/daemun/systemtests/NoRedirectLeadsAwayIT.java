package dev.daemun.systemtests;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Tries each parameter that names the next address with addresses that only begin like the platform's own. */
@ResourceLock(TestPlatform.LOCK)
class NoRedirectLeadsAwayIT {
    private static final TestPlatform PLATFORM = TestPlatform.shared();

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://evil.example/",
                "//evil.example/",
                "OURS.evil.example/",
                "OURS@evil.example/",
                "OURS/../../evil.example/",
                "OURS/%2e%2e/evil",
                "OURS\\evil.example",
                "javascript:alert(1)",
                "data:text/html,x"
            })
    void neitherAfterSigningInNorAfterSigningOut(String pattern) {
        String address =
                URLEncoder.encode(pattern.replace("OURS", TestRealm.webApp(PLATFORM.ports)), StandardCharsets.UTF_8);
        refused("/protocol/openid-connect/auth?response_type=code&scope=openid&client_id=sample-web-app"
                + "&code_challenge_method=S256&code_challenge=E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM&redirect_uri="
                + address);
        refused("/protocol/openid-connect/logout?client_id=sample-web-app&post_logout_redirect_uri=" + address);
        refused("/protocol/openid-connect/registrations?response_type=code&client_id=sample-web-app&redirect_uri="
                + address);
    }

    private static void refused(String path) {
        Call.Answer answer = PLATFORM.callRealm(path).get();
        assertThat(answer.status()).as(path).isEqualTo(400);
        assertThat(answer.header("Location")).as(path).isEmpty();
        assertThat(answer.body()).doesNotContain("href=\"https://evil").doesNotContain("href=\"javascript:");
    }
}
