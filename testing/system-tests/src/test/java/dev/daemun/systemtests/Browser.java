package dev.daemun.systemtests;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A real browser with its own profile. The browser's program is started once for each thread and each proxy setting,
 * since its start takes longer than most of what tests do with it.
 */
final class Browser implements AutoCloseable {
    private static final ThreadLocal<Programs> PROGRAMS = ThreadLocal.withInitial(Programs::new);

    static {
        // Playwright's default of five seconds would fail on a slow machine even where the promise is kept.
        PlaywrightAssertions.setDefaultAssertionTimeout(30_000);
    }

    private static final List<String> QUIET = List.of(
            "--no-sandbox",
            "--disable-gpu",
            "--disable-quic",
            "--no-first-run",
            "--disable-background-networking",
            "--disable-component-update",
            "--disable-sync");

    private final BrowserContext profile;

    private Browser(BrowserContext profile) {
        this.profile = profile;
    }

    /** A browser for {@link TestPlatform}, however that was started. */
    static Browser open(String locale) {
        return TestPlatform.isComposed() ? trustingAnybody(locale) : open(locale, List.of());
    }

    /** Reaches the providers' own addresses through the stand-ins' proxy, and localhost directly. */
    static Browser throughProxy(String locale, int proxyPort) {
        return open(locale, List.of("--proxy-server=127.0.0.1:" + proxyPort, "--ignore-certificate-errors"));
    }

    /** Accepts any certificate. */
    static Browser trustingAnybody(String locale) {
        return open(locale, List.of("--ignore-certificate-errors"));
    }

    private static Browser open(String locale, List<String> more) {
        return new Browser(PROGRAMS.get()
                .started(more)
                .newContext(new com.microsoft.playwright.Browser.NewContextOptions().setLocale(locale)));
    }

    /** The Chromium, Chrome or Edge that the system property {@code browser.executable} names. */
    static Optional<Path> executable() {
        return Optional.ofNullable(System.getProperty("browser.executable")).map(Path::of);
    }

    /** A new page of this size, such as that of a phone or a desktop. */
    Page page(int width, int height) {
        Page page = profile.newPage();
        page.setViewportSize(width, height);
        return page;
    }

    Page page() {
        return profile.newPage();
    }

    @Override
    public void close() {
        profile.close();
    }

    /** Playwright's objects can be used only by the thread that created them; they end with this process. */
    private static final class Programs {
        private final Playwright playwright = Playwright.create(
                new Playwright.CreateOptions().setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));
        private final Map<List<String>, com.microsoft.playwright.Browser> started = new HashMap<>();

        com.microsoft.playwright.Browser started(List<String> more) {
            return started.computeIfAbsent(more, this::start);
        }

        private com.microsoft.playwright.Browser start(List<String> more) {
            Path executable = executable()
                    .orElseThrow(() ->
                            new AssertionError("No browser: name one by -Dbrowser.executable, as ./verify does."));
            return playwright
                    .chromium()
                    .launch(new BrowserType.LaunchOptions()
                            .setExecutablePath(executable)
                            .setArgs(
                                    Stream.concat(QUIET.stream(), more.stream()).toList()));
        }
    }
}
