package dev.daemun.resourceserver.reactive;

import static org.assertj.core.api.Assertions.assertThat;

import dev.daemun.resourceserver.HeaderTable;
import dev.daemun.resourceserver.Refused;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.springframework.http.HttpStatus;
import org.springframework.mock.http.server.reactive.MockServerHttpRequest;
import org.springframework.mock.web.server.MockServerWebExchange;
import org.springframework.security.core.Authentication;
import org.springframework.security.oauth2.core.OAuth2AuthenticationException;
import org.springframework.security.oauth2.server.resource.authentication.BearerTokenAuthenticationToken;
import org.springframework.security.oauth2.server.resource.web.server.authentication.ServerBearerTokenAuthenticationConverter;
import org.springframework.security.web.server.authentication.ServerAuthenticationConverter;

class TheLeanConverterAnswersAsSpringsTest {
    private final ServerAuthenticationConverter springs = new ServerBearerTokenAuthenticationConverter();
    private final ServerAuthenticationConverter lean = new OneHeaderBearerTokenConverter();

    @Test
    void toEveryHeader() {
        AtomicInteger refused = new AtomicInteger();
        HeaderTable.values().forEach(value -> {
            Object expected = answer(springs, value);
            assertThat(answer(lean, value)).as(value).isEqualTo(expected);
            if (expected instanceof Refused) {
                refused.incrementAndGet();
            }
        });
        assertThat(refused.get()).isGreaterThan(1_000);
    }

    @Test
    void toNoHeader() {
        assertThat(answer(lean)).isEqualTo(answer(springs)).isEqualTo("none");
    }

    @Test
    void butRefusesASecondHeaderThatSpringsOverlooks() {
        assertThat(answer(lean, "Basic YTpi", "Bearer a.b.c"))
                .isInstanceOfSatisfying(
                        Refused.class, refused -> assertThat(refused.status()).isEqualTo(HttpStatus.BAD_REQUEST));
    }

    /** The token, "none", or the error with all it says. */
    private static Object answer(ServerAuthenticationConverter converter, String... headers) {
        MockServerHttpRequest request = MockServerHttpRequest.get("/me")
                .header("Authorization", headers)
                .build();
        try {
            Authentication authentication =
                    converter.convert(MockServerWebExchange.from(request)).block();
            return authentication instanceof BearerTokenAuthenticationToken token ? token.getToken() : "none";
        } catch (OAuth2AuthenticationException e) {
            return Refused.with(e);
        }
    }
}
