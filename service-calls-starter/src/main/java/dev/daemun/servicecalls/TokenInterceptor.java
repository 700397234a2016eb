package dev.daemun.servicecalls;

import java.io.IOException;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpRequest;
import org.springframework.http.HttpStatus;
import org.springframework.http.client.ClientHttpRequestExecution;
import org.springframework.http.client.ClientHttpRequestInterceptor;
import org.springframework.http.client.ClientHttpResponse;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.oauth2.jwt.Jwt;

/** Gives each request of a {@code RestClient} its token. */
record TokenInterceptor(CalledService service, OutgoingTokens tokens) implements ClientHttpRequestInterceptor {
    @Override
    public ClientHttpResponse intercept(HttpRequest request, byte[] body, ClientHttpRequestExecution execution)
            throws IOException {
        service.requireOwn(request.getURI());
        @Nullable Jwt caller = Callers.token(SecurityContextHolder.getContext().getAuthentication());
        request.getHeaders().setBearerAuth(tokens.tokenFor(service, caller));
        ClientHttpResponse answer = execution.execute(request, body);
        if (answer.getStatusCode().isSameCodeAs(HttpStatus.UNAUTHORIZED)) {
            tokens.refused(service, caller);
        }
        return answer;
    }
}
