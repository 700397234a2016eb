package dev.daemun.systemtests;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Request;
import com.microsoft.playwright.Response;
import com.microsoft.playwright.options.Timing;
import dev.daemun.localplatform.Login;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.stream.Collectors;
import org.awaitility.core.ConditionTimeoutException;
import org.keycloak.admin.client.CreatedResponseUtil;
import org.keycloak.admin.client.resource.RealmResource;
import org.keycloak.representations.idm.CredentialRepresentation;
import org.keycloak.representations.idm.RoleRepresentation;
import org.keycloak.representations.idm.UserRepresentation;

/** A user with a password, who uses the page. */
record Customer(String id, Login login) {
    static Customer create(RealmResource realm) {
        Login login = new Login("user-" + UUID.randomUUID(), "a-password-" + UUID.randomUUID());
        CredentialRepresentation password = new CredentialRepresentation();
        password.setType(CredentialRepresentation.PASSWORD);
        password.setValue(login.password());
        UserRepresentation user = new UserRepresentation();
        user.setUsername(login.username());
        user.setEnabled(true);
        user.setCredentials(List.of(password));
        try (jakarta.ws.rs.core.Response created = realm.users().create(user)) {
            return new Customer(CreatedResponseUtil.getCreatedId(created), login);
        }
    }

    static List<RoleRepresentation> manager(RealmResource realm) {
        return List.of(realm.roles().get("order-manager").toRepresentation());
    }

    void signIn(Page page, String webApp) {
        page.navigate(webApp);
        page.locator(".sign-in .plain").click();
        page.locator("#username").fill(login.username());
        page.locator("#password").fill(login.password());
        page.locator("#kc-login").click();
        assertThat(page.locator("[data-name]")).isVisible();
    }

    static void order(Page page, String item) {
        page.locator("#item").fill(item);
        page.locator(".order-form button").click();
    }

    /** Waits until the page lists the order; a failure says what the page shows instead. */
    static void seesOrder(Page page, String item) {
        try {
            assertThat(ordered(page, item)).isVisible();
        } catch (AssertionError e) {
            throw new AssertionError(page.url() + " shows no such order. " + whatItShows(page), e);
        }
    }

    /**
     * Clicks again until the page lists the order, as a person does whom it told to try later. The gateway's circuit breaker
     * may stay open for some seconds, and a part that has just been started is slow. What was answered meanwhile is printed.
     */
    static void ordersUntilSeen(Page page, String item) {
        Instant begun = Instant.now();
        order(page, item);
        try {
            await().pollInSameThread()
                    .pollDelay(Duration.ofSeconds(1))
                    .pollInterval(Duration.ofSeconds(1))
                    .atMost(Duration.ofSeconds(30))
                    .until(() -> {
                        // One that seemed to fail may be there besides.
                        boolean seen = ordered(page, item).first().isVisible();
                        if (!seen) {
                            page.locator(".order-form button").click();
                        }
                        return seen;
                    });
        } catch (ConditionTimeoutException e) {
            throw new AssertionError(page.url() + " shows no such order. " + whatItShows(page), e);
        }
        Duration taken = Duration.between(begun, Instant.now());
        if (taken.compareTo(Duration.ofSeconds(10)) > 0) {
            System.out.printf("The order was there after %s. %s%n", taken, whatItShows(page));
        }
    }

    /** What the page was answered and what it shows, on one line, since reports show the first one of a failure. */
    private static String whatItShows(Page page) {
        List<Request> requests = page.requests();
        String answers = requests.stream()
                .skip(Math.max(0, requests.size() - 20))
                .map(Customer::answer)
                .collect(Collectors.joining("; "));
        return "It was answered: %s. It says: %s"
                .formatted(answers, page.locator("body").innerText())
                .replaceAll("\\R+", " | ");
    }

    private static String answer(Request request) {
        Response response = request.existingResponse();
        String end = response != null
                ? Integer.toString(response.status())
                : request.failure() != null ? request.failure() : "nothing yet";
        Timing timing = request.timing();
        String when = timing == null
                ? "not sent yet"
                : "at %s, after %.0f ms".formatted(Instant.ofEpochMilli((long) timing.startTime), timing.responseStart);
        return "%s %s %s %s".formatted(request.method(), request.url().replaceFirst("[?#].*", ""), end, when);
    }

    static Locator ordered(Page page, String item) {
        return page.locator("[data-order]").filter(with(item));
    }

    static Locator.FilterOptions with(String text) {
        return new Locator.FilterOptions().setHasText(text);
    }
}
