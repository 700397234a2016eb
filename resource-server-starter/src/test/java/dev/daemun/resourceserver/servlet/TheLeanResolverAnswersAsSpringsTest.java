package dev.daemun.resourceserver.servlet;

import static org.assertj.core.api.Assertions.assertThat;

import dev.daemun.resourceserver.HeaderTable;
import dev.daemun.resourceserver.Refused;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.springframework.http.HttpStatus;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.security.oauth2.core.OAuth2AuthenticationException;
import org.springframework.security.oauth2.server.resource.web.BearerTokenResolver;
import org.springframework.security.oauth2.server.resource.web.DefaultBearerTokenResolver;

class TheLeanResolverAnswersAsSpringsTest {
    private final BearerTokenResolver springs = new DefaultBearerTokenResolver();
    private final BearerTokenResolver lean = new OneHeaderBearerTokenResolver();

    @Test
    void toEveryHeader() {
        AtomicInteger accepted = new AtomicInteger();
        AtomicInteger refused = new AtomicInteger();
        HeaderTable.values().forEach(value -> {
            MockHttpServletRequest request = new MockHttpServletRequest();
            request.addHeader("Authorization", value);
            Object expected = answer(springs, request);
            assertThat(answer(lean, request)).as(value).isEqualTo(expected);
            (expected instanceof Refused ? refused : accepted).incrementAndGet();
        });
        assertThat(accepted.get()).as("the table has tokens to accept").isGreaterThan(1_000);
        assertThat(refused.get()).as("and to refuse").isGreaterThan(1_000);
    }

    @Test
    void toTokensElsewhere() {
        for (String method : new String[] {"GET", "POST", "PUT", "DELETE"}) {
            MockHttpServletRequest request = new MockHttpServletRequest(method, "/me");
            request.setContentType("application/x-www-form-urlencoded");
            request.addParameter("access_token", "a.b.c");
            assertThat(answer(lean, request))
                    .isEqualTo(answer(springs, request))
                    .isEqualTo("none");
            request.addHeader("Authorization", "Bearer d.e.f");
            assertThat(answer(lean, request))
                    .isEqualTo(answer(springs, request))
                    .isEqualTo("d.e.f");
        }
    }

    @Test
    void butRefusesASecondHeaderThatSpringsOverlooks() {
        for (String first : new String[] {"Bearer a.b.c", "Basic YTpi", ""}) {
            MockHttpServletRequest request = new MockHttpServletRequest();
            request.addHeader("Authorization", first);
            request.addHeader("Authorization", "Bearer d.e.f");
            assertThat(answer(lean, request))
                    .isInstanceOfSatisfying(
                            Refused.class,
                            refused -> assertThat(refused.status()).isEqualTo(HttpStatus.BAD_REQUEST));
        }
    }

    /** The token, "none", or the error with all it says. */
    private static Object answer(BearerTokenResolver resolver, MockHttpServletRequest request) {
        try {
            String token = resolver.resolve(request);
            return token == null ? "none" : token;
        } catch (OAuth2AuthenticationException e) {
            return Refused.with(e);
        }
    }
}
