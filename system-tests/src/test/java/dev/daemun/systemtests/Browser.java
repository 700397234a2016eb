package dev.daemun.systemtests;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** A real browser with a profile of its own. */
final class Browser implements AutoCloseable {
    private static final List<String> QUIET = List.of(
            "--no-sandbox",
            "--disable-gpu",
            "--disable-quic",
            "--no-first-run",
            "--disable-background-networking",
            "--disable-component-update",
            "--disable-sync");

    private final Playwright playwright;
    private final BrowserContext context;

    private Browser(Playwright playwright, BrowserContext context) {
        this.playwright = playwright;
        this.context = context;
    }

    /** For whatever {@link TestPlatform} is. */
    static Browser open(String locale) {
        return TestPlatform.isComposed() ? trustingAnybody(locale) : open(locale, List.of());
    }

    /** Reaches the providers' own addresses through the stand-ins' proxy; what is on localhost goes there directly. */
    static Browser throughProxy(String locale, int proxyPort) {
        return open(locale, List.of("--proxy-server=127.0.0.1:" + proxyPort, "--ignore-certificate-errors"));
    }

    /** Believes any certificate. */
    static Browser trustingAnybody(String locale) {
        return open(locale, List.of("--ignore-certificate-errors"));
    }

    private static Browser open(String locale, List<String> more) {
        Path executable = executable()
                .orElseThrow(
                        () -> new AssertionError("No browser: name one by -Dbrowser.executable, as ./verify does."));
        Playwright playwright = Playwright.create(
                new Playwright.CreateOptions().setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));
        BrowserContext context = playwright
                .chromium()
                .launch(new BrowserType.LaunchOptions()
                        .setExecutablePath(executable)
                        .setArgs(Stream.concat(QUIET.stream(), more.stream()).toList()))
                .newContext(new com.microsoft.playwright.Browser.NewContextOptions().setLocale(locale));
        return new Browser(playwright, context);
    }

    /** The Chromium, Chrome or Edge that the system property {@code browser.executable} names. */
    static Optional<Path> executable() {
        return Optional.ofNullable(System.getProperty("browser.executable")).map(Path::of);
    }

    /** With the size of a phone or a desktop. */
    Page page(int width, int height) {
        Page page = context.newPage();
        page.setViewportSize(width, height);
        return page;
    }

    Page page() {
        return context.newPage();
    }

    @Override
    public void close() {
        playwright.close();
    }
}
