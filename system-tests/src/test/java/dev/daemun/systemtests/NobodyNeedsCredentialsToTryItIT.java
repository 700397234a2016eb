package dev.daemun.systemtests;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.deque.html.axecore.playwright.AxeBuilder;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.ColorScheme;
import dev.daemun.localplatform.CodeFlow;
import dev.daemun.localplatform.Directories;
import dev.daemun.localplatform.InterleavedLog;
import dev.daemun.localplatform.Login;
import dev.daemun.localplatform.Parts;
import dev.daemun.localplatform.Platform;
import dev.daemun.localplatform.PlatformDescription;
import dev.daemun.localplatform.Ports;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Pattern;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.keycloak.admin.client.Keycloak;
import org.keycloak.admin.client.resource.RealmResource;
import org.keycloak.admin.client.resource.RoleScopeResource;
import org.keycloak.representations.idm.RealmRepresentation;
import org.keycloak.representations.idm.RoleRepresentation;

/** The platform of {@code ./run} as a newcomer meets it: its one address, an ordinary browser, no credentials anywhere. */
@NeedsBrowser
@Tag("own-keycloak")
class NobodyNeedsCredentialsToTryItIT {
    private static final Path DIRECTORY = Path.of("target", "newcomer").toAbsolutePath();
    private static final Ports PORTS = Ports.free();
    private static final String MANAGER = "order-manager";

    private static Platform platform;
    private static PlatformDescription description;

    private final List<String> complaints = new CopyOnWriteArrayList<>();

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
        // Of all that these tests did: the beginning of any token, an address of anybody's, the password.
        assertThat(DIRECTORY.resolve("platform.log"))
                .content()
                .doesNotContain("eyJ", "@example.com", TestRealm.DEMO_PASSWORD);
    }

    @AfterEach
    void theContentSecurityPolicyWasNeverInTheWay() {
        assertThat(complaints).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "kakao, ko-KR, 390, 844, kauth.kakao.com, 1001",
        "google, en-US, 1280, 900, accounts.google.com, 110000000000000000001"
    })
    void aStrangerOrdersSignsOutAndComesBack(
            String provider, String locale, int width, int height, String host, String person) {
        String item = "key " + UUID.randomUUID();
        try (Browser browser = Browser.open(locale)) {
            Page page = browser.page(width, height);
            signIn(page, provider, host, person);
            assertThat(page.locator("[data-idp]")).hasAttribute("data-idp", provider);
            order(page, item);
            assertThat(page.locator("[data-order]").filter(with(item))).isVisible();
            assertThat(page.locator("html")).hasAttribute("lang", locale.substring(0, 2));
            page.locator("header button.primary").click();
            assertThat(page.locator("[data-notice=signed-out]")).isVisible();
            page.reload();
            assertThat(page.locator(".sign-in")).isVisible();
        }
        try (Browser browser = Browser.open(locale)) {
            Page page = browser.page(width, height);
            signIn(page, provider, host, person);
            assertThat(page.locator("[data-order]").filter(with(item))).isVisible();
        }
    }

    /** Somebody whose very name is markup, and who orders it as well. */
    @Test
    void whatPeopleWriteIsShownAndNeverRun() {
        String item = "<img src=x onerror=\"document.title='taken'\"><script>document.title='taken'</script>";
        try (Browser browser = Browser.open("en-US")) {
            Page page = browser.page(1280, 900);
            signIn(page, "kakao", "kauth.kakao.com", "1015");
            // Kakao says it with angle brackets, which do not come as far as a name.
            assertThat(page.locator("[data-name]")).containsText("shared@example.com");
            order(page, item);
            assertThat(page.locator("[data-order]").filter(with(item))).isVisible();
            assertThat(page.locator("img[src=x], [data-order] script, [data-name] *"))
                    .hasCount(0);
            assertThat(page).not().hasTitle("taken");
        }
    }

    @Test
    void aRoleThatIsGivenAndTakenIsFollowedWithoutAReload() {
        try (Browser browser = Browser.open("en-US");
                Keycloak admin = admin()) {
            RoleScopeResource roles = roles(admin.realm("daemun"), "demo-member");
            List<RoleRepresentation> manager =
                    List.of(admin.realm("daemun").roles().get(MANAGER).toRepresentation());
            Page page = browser.page(1280, 900);
            signInByPassword(page, "demo-member");
            assertThat(page.locator("[data-orders=own]")).isVisible();
            roles.add(manager);
            String witness;
            try {
                page.getByText("Renew now").click();
                assertThat(page.locator("[data-orders=all]")).isVisible();
                witness = token("demo-member");
            } finally {
                roles.remove(manager);
            }
            awaitRefused(witness);
            order(page, "after the role was taken");
            assertThat(page.locator("[data-notice=access-changed]")).isVisible();
            assertThat(page.locator("[data-orders=own]")).isVisible();
        }
    }

    @Test
    void aTokenThatExpiresDuringWorkIsNotNoticed() {
        try (Browser browser = Browser.open("en-US");
                Keycloak admin = admin()) {
            RealmResource realm = admin.realm("daemun");
            int lifespan = accessTokensLive(realm, 6);
            try {
                Page page = browser.page(1280, 900);
                List<String> tokens = new CopyOnWriteArrayList<>();
                page.onRequest(request -> Optional.ofNullable(request.headers().get("authorization"))
                        .map(header -> header.substring("Bearer ".length()))
                        .filter(token -> !tokens.contains(token))
                        .ifPresent(tokens::add));
                signInByPassword(page, "demo-member");
                assertThat(page.locator("[data-orders=own]")).isVisible();
                AtomicInteger pages = new AtomicInteger();
                page.onFrameNavigated(frame -> pages.incrementAndGet());
                long expiry = Claims.of(tokens.get(0)).number("exp");
                Awaitility.await().until(() -> Instant.now().getEpochSecond() > expiry);
                String item = "key " + UUID.randomUUID();
                order(page, item);
                assertThat(page.locator("[data-order]").filter(with(item))).isVisible();
                assertThat(tokens).hasSizeGreaterThan(1);
                assertThat(pages).as("pages that were left").hasValue(0);
            } finally {
                accessTokensLive(realm, lifespan);
            }
        }
    }

    /** WCAG, as far as a program can tell. */
    @ParameterizedTest
    @CsvSource({"ko-KR, 390, 844, DARK", "ko-KR, 1280, 900, LIGHT", "en-US, 390, 844, LIGHT", "en-US, 1280, 900, DARK"})
    void thePageShutsNobodyOut(String locale, int width, int height, ColorScheme scheme) {
        try (Browser browser = Browser.open(locale)) {
            Page page = browser.page(width, height);
            page.emulateMedia(new Page.EmulateMediaOptions().setColorScheme(scheme));
            page.navigate(description.webApp());
            assertThat(page.locator(".sign-in .plain")).isVisible();
            requireAccessible(page, width);
            signInByPassword(page, "demo-manager");
            order(page, "key " + UUID.randomUUID());
            assertThat(page.locator("[data-orders=all]")).isVisible();
            requireAccessible(page, width);
        }
    }

    private static void requireAccessible(Page page, int width) {
        assertThat(page.evaluate("document.documentElement.scrollWidth")).isEqualTo(width);
        assertThat(new AxeBuilder(page).analyze().getViolations())
                .extracting(rule -> rule.getId() + " " + rule.getNodes())
                .isEmpty();
    }

    private static int accessTokensLive(RealmResource realm, int seconds) {
        RealmRepresentation changed = realm.toRepresentation();
        int before = changed.getAccessTokenLifespan();
        changed.setAccessTokenLifespan(seconds);
        realm.update(changed);
        return before;
    }

    @Test
    void whoSignsOutInOneTabIsOutInTheOther() {
        try (Browser browser = Browser.open("en-US")) {
            Page page = browser.page(1280, 900);
            signInByPassword(page, "demo-desk");
            Page other = browser.page(1280, 900);
            watch(other);
            other.navigate(description.webApp());
            assertThat(other.locator("[data-name]")).isVisible();
            page.locator("header button.primary").click();
            assertThat(other.locator("[data-notice=signed-out-in-another-tab]")).isVisible();
        }
    }

    @Test
    void whoSignsOutEverywhereIsOutOnEveryDevice() {
        try (Browser phone = Browser.open("ko-KR");
                Browser desk = Browser.open("en-US")) {
            Page left = phone.page(390, 844);
            signInByPassword(left, "demo-shop");
            Page page = desk.page(1280, 900);
            signInByPassword(page, "demo-shop");
            page.getByText("Sign out everywhere").first().click();
            page.locator("dialog .danger").click();
            assertThat(page.locator(".sign-in")).isVisible();
            order(left, "from a phone that was left on the bus");
            assertThat(left.locator(".sign-in")).isVisible();
            assertThat(left.locator("[data-notice=session-over]")).isVisible();
        }
    }

    @Test
    void aWithdrawnTokenIsRefusedAtTheGateway() {
        String token = token("demo-shop");
        String me = description.webApp() + "api/me";
        assertThat(Call.to(me).bearer(token).get().status()).isEqualTo(200);
        try (Keycloak admin = admin()) {
            RealmResource realm = admin.realm("daemun");
            realm.users().get(userId(realm, "demo-shop")).logout();
        }
        awaitRefused(token);
        assertThat(Call.to(me).bearer(token).get().json().path("reason").asText())
                .isEqualTo("signed-out-everywhere");
    }

    private void signIn(Page page, String provider, String host, String person) {
        watch(page);
        page.navigate(description.webApp());
        page.locator(".sign-in ." + provider).click();
        assertThat(page).hasURL(Pattern.compile("http://127\\.0\\.0\\.1:" + PORTS.standIns() + "/" + host + "/.*"));
        assertThat(page.getByRole(AriaRole.NOTE)).containsText("stand-in");
        page.locator("input[value='" + person + "']").check();
        page.locator("button[value=agree]").click();
        assertThat(page.locator("[data-name]")).isVisible();
    }

    private void signInByPassword(Page page, String username) {
        watch(page);
        page.navigate(description.webApp());
        page.locator(".sign-in .plain").click();
        page.locator("#username").fill(username);
        page.locator("#password").fill(TestRealm.DEMO_PASSWORD);
        page.locator("#kc-login").click();
        assertThat(page.locator("[data-name]")).isVisible();
    }

    private void watch(Page page) {
        page.onConsoleMessage(message -> {
            if (message.text().contains("Content Security Policy")) {
                complaints.add(message.text());
            }
        });
    }

    private static void order(Page page, String item) {
        page.locator("#item").fill(item);
        page.locator(".order-form button").click();
    }

    private static Locator.FilterOptions with(String text) {
        return new Locator.FilterOptions().setHasText(text);
    }

    private static String token(String username) {
        CodeFlow flow = new CodeFlow(description.issuer(), "sample-web-app", description.webApp(), "openid");
        return flow.signIn(new Login(username, TestRealm.DEMO_PASSWORD)).accessToken();
    }

    /** At the gateway and at the service behind it. */
    private static void awaitRefused(String token) {
        description
                .services()
                .forEach(service -> Awaitility.await()
                        .until(() -> Call.to(service.url() + "/me")
                                        .bearer(token)
                                        .get()
                                        .status()
                                == 401));
    }

    private static RoleScopeResource roles(RealmResource realm, String username) {
        return realm.users().get(userId(realm, username)).roles().realmLevel();
    }

    private static String userId(RealmResource realm, String username) {
        return realm.users().searchByUsername(username, true).get(0).getId();
    }

    private static Keycloak admin() {
        return Keycloak.getInstance(
                description.issuer().replaceFirst("/realms/.*", ""),
                "master",
                description.admin().username(),
                description.admin().password(),
                "admin-cli");
    }
}
