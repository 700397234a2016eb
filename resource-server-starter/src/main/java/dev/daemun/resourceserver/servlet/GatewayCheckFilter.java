package dev.daemun.resourceserver.servlet;

import dev.daemun.resourceserver.authorize.GatewayAnswer;
import dev.daemun.resourceserver.authorize.GatewayCheck;
import dev.daemun.resourceserver.authorize.GatewayRequest;
import jakarta.servlet.FilterChain;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.springframework.http.MediaType;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.web.filter.OncePerRequestFilter;

/** The last filter of the chain for gateways: nothing behind it is asked. */
final class GatewayCheckFilter extends OncePerRequestFilter {
    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws IOException {
        GatewayAnswer answer = GatewayCheck.answer(
                new GatewayRequest(
                        request.getMethod(), RequestAddress.path(request), request.getQueryString(), headers(request)),
                SecurityContextHolder.getContext().getAuthentication());
        response.setStatus(answer.status());
        answer.headers().forEach(response::setHeader);
        if (!answer.problem().isEmpty()) {
            response.setContentType(MediaType.APPLICATION_PROBLEM_JSON_VALUE);
            response.getOutputStream().write(answer.problem().getBytes(StandardCharsets.UTF_8));
        }
    }

    private static Map<String, List<String>> headers(HttpServletRequest request) {
        return Collections.list(request.getHeaderNames()).stream()
                .collect(Collectors.toMap(
                        name -> name.toLowerCase(Locale.ROOT),
                        name -> Collections.list(request.getHeaders(name)),
                        (one, same) -> one));
    }
}
