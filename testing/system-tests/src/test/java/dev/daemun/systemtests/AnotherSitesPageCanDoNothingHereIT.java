package dev.daemun.systemtests;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Opens another site's page in a signed-in person's browser, and follows links that an attacker made. */
@NeedsBrowser
@NeedsUsualPorts
@ResourceLock(DemoPlatform.LOCK)
class AnotherSitesPageCanDoNothingHereIT {
    private static final DemoPlatform PLATFORM = DemoPlatform.shared();

    private HttpServer foreign;

    @BeforeEach
    void startForeignSite() throws IOException {
        foreign = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        foreign.createContext("/", exchange -> {
            byte[] body = "<!doctype html><title>foreign</title>".getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().set("Content-Type", "text/html");
            exchange.sendResponseHeaders(200, body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
        });
        foreign.start();
    }

    @AfterEach
    void stopForeignSite() {
        foreign.stop(0);
    }

    @ParameterizedTest
    @CsvSource({"GET, ", "POST, text/plain", "POST, application/json", "DELETE, "})
    void itsCallsAreRefusedAndUnreadable(String method, String contentType) {
        try (Visitor visitor = Visitor.english(PLATFORM)) {
            Page page = visitor.desktop();
            visitor.signInByPassword(page, "demo-member");
            String item = "forged " + UUID.randomUUID();
            Page evil = foreignPage(visitor);
            Map<String, String> call = Map.of(
                    "url",
                    PLATFORM.webApp() + "api/orders",
                    "method",
                    method,
                    "type",
                    contentType == null ? "" : contentType,
                    "body",
                    method.equals("POST") ? "{\"item\":\"" + item + "\",\"quantity\":1}" : "");
            assertThat(evil.evaluate("""
                            async ({url, method, type, body}) => {
                              const headers = type === '' ? {} : {'content-type': type};
                              try {
                                const answer = await fetch(url, {
                                  method, headers, credentials: 'include', ...(body === '' ? {} : {body})
                                });
                                return 'read ' + answer.status;
                              } catch (e) {
                                return e.name;
                              }
                            }""", call)).isEqualTo("TypeError");
            page.reload();
            assertThat(page.locator("[data-orders=own]")).isVisible();
            assertThat(Customer.ordered(page, item)).hasCount(0);
        }
    }

    @Test
    void itCanNotPutThePageIntoAFrame() {
        try (Visitor visitor = Visitor.english(PLATFORM)) {
            Page evil = foreignPage(visitor);
            evil.waitForConsoleMessage(
                    new Page.WaitForConsoleMessageOptions()
                            .setPredicate(message -> message.text().contains("frame-ancestors")),
                    () -> evil.evaluate(
                            "url => { document.body.innerHTML = `<iframe src='${url}'></iframe>`; }",
                            PLATFORM.webApp()));
            assertThat(evil.frameLocator("iframe").locator("#page")).hasCount(0);
        }
    }

    /** A code or an error with a state that this browser did not create neither signs anybody in nor out. */
    @ParameterizedTest
    @CsvSource({"code=made-up&state=made-up", "error=access_denied&state=made-up", "state=made-up", "code=made-up"})
    void aLinkThatSomebodyElseMadeChangesNothing(String query) {
        try (Visitor visitor = Visitor.english(PLATFORM)) {
            Page page = visitor.desktop();
            visitor.signInByPassword(page, "demo-member");
            page.navigate(PLATFORM.webApp() + "?" + query + "&iss="
                    + PLATFORM.description().issuer());
            assertThat(page.locator("[data-name]")).hasText("Demo Member");
            assertThat(page.locator("[data-notice]")).hasCount(0);
        }
    }

    private Page foreignPage(Visitor visitor) {
        Page page = visitor.elsewhere();
        page.navigate("http://127.0.0.1:" + foreign.getAddress().getPort() + "/");
        assertThat(page).hasTitle("foreign");
        return page;
    }
}
