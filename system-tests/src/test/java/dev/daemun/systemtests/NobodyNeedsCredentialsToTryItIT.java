package dev.daemun.systemtests;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import dev.daemun.localplatform.CodeFlow;
import dev.daemun.localplatform.Directories;
import dev.daemun.localplatform.InterleavedLog;
import dev.daemun.localplatform.Parts;
import dev.daemun.localplatform.Pkce;
import dev.daemun.localplatform.Platform;
import dev.daemun.localplatform.PlatformDescription;
import dev.daemun.localplatform.Ports;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The platform of {@code ./run} as a newcomer meets it: an ordinary browser, no proxy, no credentials anywhere. */
@NeedsBrowser
class NobodyNeedsCredentialsToTryItIT {
    private static final Path DIRECTORY = Path.of("target", "newcomer").toAbsolutePath();
    private static final Ports PORTS = Ports.free();

    private static Platform platform;
    private static PlatformDescription description;

    @BeforeAll
    static void start() throws IOException {
        Files.createDirectories(DIRECTORY);
        Directories.delete(DIRECTORY.resolve("keycloak/data"));
        PrintStream log =
                new PrintStream(Files.newOutputStream(DIRECTORY.resolve("platform.log")), true, StandardCharsets.UTF_8);
        platform = new Platform(Parts.built(), DIRECTORY, PORTS, new InterleavedLog(log), Map.of());
        description = platform.start();
    }

    @AfterAll
    static void stop() {
        platform.close();
    }

    @ParameterizedTest
    @CsvSource({"kakao, ko-KR, kauth.kakao.com, 1001", "google, en-US, accounts.google.com, 110000000000000000001"})
    void firstAndAgain(String provider, String locale, String host, String person) {
        Claims first = signIn(provider, locale, host, person);
        assertThat(first.text("idp")).isEqualTo(provider);
        Claims again = signIn(provider, locale, host, person);
        assertThat(again.text("sub")).as("the same account").isEqualTo(first.text("sub"));
    }

    private static Claims signIn(String provider, String locale, String host, String person) {
        CodeFlow flow = new CodeFlow(description.issuer(), "sample-web-app", TestRealm.webApp(PORTS) + "/", "openid");
        Pkce pkce = Pkce.random();
        try (Browser browser = Browser.open(locale);
                CallbackServer webApp = new CallbackServer(PORTS.webApp())) {
            Page page = browser.page();
            page.navigate(flow.authorizationRequest(pkce));
            assertThat(page.locator("main")).containsText(locale.startsWith("ko") ? "대역" : "stand-in");
            page.locator("#social-" + provider).click();

            assertThat(page).hasURL(Pattern.compile("http://127\\.0\\.0\\.1:" + PORTS.standIns() + "/" + host + "/.*"));
            assertThat(page.getByRole(AriaRole.NOTE)).containsText("stand-in");
            page.locator("input[value='" + person + "']").check();
            page.locator("button[value=agree]").click();
            page.waitForURL(TestRealm.webApp(PORTS) + "/**");
            return Claims.of(flow.exchange(webApp.parameter("code"), pkce).accessToken());
        }
    }
}
