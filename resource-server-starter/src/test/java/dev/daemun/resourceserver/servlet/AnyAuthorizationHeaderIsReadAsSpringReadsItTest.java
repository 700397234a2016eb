package dev.daemun.resourceserver.servlet;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.nio.charset.StandardCharsets;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.security.oauth2.core.OAuth2AuthenticationException;
import org.springframework.security.oauth2.server.resource.web.BearerTokenResolver;
import org.springframework.security.oauth2.server.resource.web.DefaultBearerTokenResolver;

class AnyAuthorizationHeaderIsReadAsSpringReadsItTest {
    private final BearerTokenResolver spring = new DefaultBearerTokenResolver();
    private final BearerTokenResolver ours = new OneHeaderBearerTokenResolver();

    @FuzzTest
    void header(byte[] value) {
        MockHttpServletRequest request = new MockHttpServletRequest();
        request.addHeader("Authorization", new String(value, StandardCharsets.ISO_8859_1));
        assertThat(answer(ours, request)).isEqualTo(answer(spring, request));
    }

    private static String answer(BearerTokenResolver resolver, MockHttpServletRequest request) {
        try {
            return "token " + resolver.resolve(request);
        } catch (OAuth2AuthenticationException e) {
            return "refused " + e.getError().getErrorCode();
        }
    }
}
