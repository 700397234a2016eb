package dev.daemun.sample.requests;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;

/** Refuses a body that says to be in another character set than JSON's, which is UTF-8 (RFC 8259 section 8.1). */
@Component
@Order(Ordered.HIGHEST_PRECEDENCE + 3)
class Utf8Filter extends OncePerRequestFilter {
    private final Problems problems;

    Utf8Filter(Problems problems) {
        this.problems = problems;
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        if (isUtf8(request.getContentType())) {
            chain.doFilter(request, response);
        } else {
            problems.write(request, response, HttpStatus.UNSUPPORTED_MEDIA_TYPE, "The body must be in UTF-8.");
        }
    }

    private static boolean isUtf8(String contentType) {
        if (contentType == null) {
            return true;
        }
        try {
            Charset charset = MediaType.parseMediaType(contentType).getCharset();
            return charset == null || charset.equals(StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            return false;
        }
    }
}
