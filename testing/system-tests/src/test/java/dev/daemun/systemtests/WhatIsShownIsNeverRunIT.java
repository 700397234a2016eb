package dev.daemun.systemtests;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.microsoft.playwright.APIResponse;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Route;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.ResourceLock;

/** Puts markup into every text that the page shows and that somebody else wrote. */
@NeedsBrowser
@NeedsUsualPorts
@ResourceLock(DemoPlatform.LOCK)
class WhatIsShownIsNeverRunIT {
    private static final DemoPlatform PLATFORM = DemoPlatform.shared();
    private static final String MARKUP =
            "<img src=x onerror=\"document.title='taken'\"><script>document.title='taken'</script>";
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Base64.Encoder ENCODER = Base64.getUrlEncoder().withoutPadding();

    /** The claims and fields that stay as they are, since without them the page would not use the answer. */
    private static final Set<String> NEEDED = Set.of("iss", "sub", "aud", "azp", "nonce", "sid", "roles", "createdAt");

    /** A person whose name is markup orders something whose name is markup. */
    @Test
    void asPeopleWriteIt() {
        try (Visitor visitor = Visitor.english(PLATFORM)) {
            Page page = visitor.desktop();
            visitor.signIn(page, "kakao", "kauth.kakao.com", "1015");
            // Kakao's user has angle brackets in the nickname, which do not get into the account's name.
            assertThat(page.locator("[data-name]")).containsText("shared@example.com");
            Customer.order(page, MARKUP);
            Customer.seesOrder(page, MARKUP);
            assertNothingWasRun(page);
        }
    }

    /** Replaces every text of tokens and orders, as if everything before the page had let it through. */
    @Test
    void inEveryField() {
        try (Visitor visitor = Visitor.english(PLATFORM)) {
            Page page = visitor.desktop();
            page.route("**/protocol/openid-connect/token", changed(WhatIsShownIsNeverRunIT::withClaimsOfMarkup));
            page.route("**/api/orders*", changed(WhatIsShownIsNeverRunIT::withTextsOfMarkup));
            visitor.signInByPassword(page, "demo-manager");
            assertThat(page.locator("[data-name]")).hasText(MARKUP);
            assertThat(page.locator("[data-roles]")).containsText(MARKUP);
            Customer.order(page, "key");
            assertThat(page.locator(".order-item").first()).containsText(MARKUP);
            page.locator(".claims summary").click();
            assertThat(page.locator(".claims dd").filter(Customer.with(MARKUP)).first())
                    .isVisible();
            assertNothingWasRun(page);
        }
    }

    @Test
    void inEveryRefusal() {
        try (Visitor visitor = Visitor.english(PLATFORM)) {
            Page page = visitor.desktop();
            visitor.signInByPassword(page, "demo-member");
            for (int status : new int[] {400, 401, 403, 409, 429, 500, 503}) {
                page.route(
                        "**/api/orders",
                        route -> route.fulfill(new Route.FulfillOptions()
                                .setStatus(status)
                                .setContentType("application/problem+json")
                                .setBody(JSON.createObjectNode()
                                        .put("title", MARKUP)
                                        .put("detail", MARKUP)
                                        .put("reason", MARKUP)
                                        .put("requestId", MARKUP)
                                        .toString())));
                Customer.order(page, "key");
                assertThat(page.locator(".order-form [role=alert]")).containsText(MARKUP);
                assertNothingWasRun(page);
                page.unroute("**/api/orders");
            }
        }
    }

    private static void assertNothingWasRun(Page page) {
        assertThat(page.locator("img[src=x], [data-order] script, [data-name] *:not(bdi), dd script"))
                .hasCount(0);
        assertThat(page).not().hasTitle("taken");
    }

    /** Changes the real answer. The request to the gateway gets a real token, since the page's own is a changed one. */
    private static Consumer<Route> changed(UnaryOperator<JsonNode> change) {
        return route -> {
            Map<String, String> headers = new HashMap<>(route.request().headers());
            headers.computeIfPresent("authorization", (name, made) -> "Bearer " + PLATFORM.token("demo-manager"));
            APIResponse answer = route.fetch(new Route.FetchOptions().setHeaders(headers));
            route.fulfill(new Route.FulfillOptions()
                    .setResponse(answer)
                    .setBody(change.apply(read(answer.body())).toString()));
        };
    }

    private static JsonNode withClaimsOfMarkup(JsonNode tokens) {
        for (String name : Set.of("access_token", "id_token")) {
            String[] parts = tokens.path(name).asText().split("\\.", -1);
            ObjectNode claims =
                    (ObjectNode) withTextsOfMarkup(read(Base64.getUrlDecoder().decode(parts[1])));
            claims.withArray("roles").add(MARKUP);
            parts[1] = ENCODER.encodeToString(claims.toString().getBytes(StandardCharsets.UTF_8));
            ((ObjectNode) tokens).put(name, String.join(".", parts));
        }
        return tokens;
    }

    private static JsonNode withTextsOfMarkup(JsonNode node) {
        if (node.isTextual()) {
            return JsonNodeFactory.instance.textNode(MARKUP);
        }
        if (node instanceof ObjectNode members) {
            members.properties().forEach(member -> {
                if (!NEEDED.contains(member.getKey())) {
                    member.setValue(withTextsOfMarkup(member.getValue()));
                }
            });
        } else if (node.isArray()) {
            return JSON.createArrayNode()
                    .addAll(node.valueStream()
                            .map(WhatIsShownIsNeverRunIT::withTextsOfMarkup)
                            .toList());
        }
        return node;
    }

    private static JsonNode read(byte[] json) {
        try {
            return JSON.readTree(json);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
