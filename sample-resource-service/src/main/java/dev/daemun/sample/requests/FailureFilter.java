package dev.daemun.sample.requests;

import jakarta.servlet.FilterChain;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import org.apache.catalina.connector.ClientAbortException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;
import org.springframework.util.StringUtils;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Answers for whatever nobody else has answered for. Tomcat would log the message of the failure, which may quote the
 * request, after the request's id is gone; a query that is no UTF-8 would fail so in the first filter that reads it.
 */
@Component
@Order(Ordered.HIGHEST_PRECEDENCE + 1)
class FailureFilter extends OncePerRequestFilter {
    private static final Logger LOG = LoggerFactory.getLogger(FailureFilter.class);

    private final Problems problems;

    FailureFilter(Problems problems) {
        this.problems = problems;
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws IOException {
        if (!isText(request.getQueryString())) {
            problems.write(request, response, HttpStatus.BAD_REQUEST, "The query is no percent-encoded UTF-8.");
            return;
        }
        try {
            chain.doFilter(request, response);
        } catch (ClientAbortException e) {
            LOG.debug("The caller hung up.");
        } catch (Exception e) {
            LOG.error("The request failed.", WithoutMessages.of(e));
            if (response.isCommitted()) {
                // Only so does the caller learn that the answer is not whole.
                throw new IOException("The answer broke off.");
            }
            response.resetBuffer();
            problems.write(request, response, HttpStatus.INTERNAL_SERVER_ERROR, "The service failed.");
        }
    }

    private static boolean isText(String query) {
        if (query == null || query.indexOf('%') < 0) {
            return query == null || StandardCharsets.US_ASCII.newEncoder().canEncode(query);
        }
        try {
            byte[] bytes =
                    StringUtils.uriDecode(query, StandardCharsets.ISO_8859_1).getBytes(StandardCharsets.ISO_8859_1);
            StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes));
            return StandardCharsets.US_ASCII.newEncoder().canEncode(query);
        } catch (CharacterCodingException | IllegalArgumentException e) {
            return false;
        }
    }
}
