package dev.daemun.servicecalls;

import java.io.IOException;
import java.net.http.HttpClient;
import java.time.Duration;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.client.ClientHttpResponse;
import org.springframework.http.client.JdkClientHttpRequestFactory;
import org.springframework.http.converter.FormHttpMessageConverter;
import org.springframework.http.converter.HttpMessageNotReadableException;
import org.springframework.security.oauth2.core.OAuth2AuthorizationException;
import org.springframework.security.oauth2.core.OAuth2Error;
import org.springframework.security.oauth2.core.OAuth2ErrorCodes;
import org.springframework.security.oauth2.core.http.converter.OAuth2AccessTokenResponseHttpMessageConverter;
import org.springframework.security.oauth2.core.http.converter.OAuth2ErrorHttpMessageConverter;
import org.springframework.util.StringUtils;
import org.springframework.web.client.RestClient;

/** Asks the issuer for tokens as Spring Security does, but not for ever, and not at another address. */
final class TokenRequests {
    private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(2);

    private static final OAuth2ErrorHttpMessageConverter ERRORS = new OAuth2ErrorHttpMessageConverter();

    private TokenRequests() {}

    /**
     * A client for the token endpoint.
     *
     * @param longest the longest time that an answer may take, to its last byte
     */
    static RestClient within(Duration longest) {
        HttpClient client = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .connectTimeout(CONNECT_TIMEOUT)
                // A redirect would carry the secret and the caller's token elsewhere.
                .followRedirects(HttpClient.Redirect.NEVER)
                .build();
        JdkClientHttpRequestFactory requests = new JdkClientHttpRequestFactory(client);
        requests.setReadTimeout(longest);
        return RestClient.builder()
                .requestFactory(requests)
                .requestInterceptor(new BoundedAnswers())
                .configureMessageConverters(converters -> converters
                        .disableDefaults()
                        .addCustomConverter(new FormHttpMessageConverter())
                        .addCustomConverter(new OAuth2AccessTokenResponseHttpMessageConverter()))
                .defaultStatusHandler(HttpStatusCode::isError, (request, answer) -> {
                    throw new OAuth2AuthorizationException(error(answer));
                })
                .build();
    }

    /** Spring Security's own handler reads what the issuer says with a 400 only, and Keycloak says it with a 401 and a 403 as well. */
    private static OAuth2Error error(ClientHttpResponse answer) throws IOException {
        try {
            OAuth2Error said = ERRORS.read(OAuth2Error.class, answer);
            if (StringUtils.hasText(said.getErrorCode())) {
                return said;
            }
        } catch (HttpMessageNotReadableException e) {
            // Of a proxy in between, or nobody's.
        }
        return new OAuth2Error(
                OAuth2ErrorCodes.SERVER_ERROR,
                "an answer with " + answer.getStatusCode().value(),
                null);
    }
}
