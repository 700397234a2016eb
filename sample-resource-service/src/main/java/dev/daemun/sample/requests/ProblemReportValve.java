package dev.daemun.sample.requests;

import java.io.IOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.util.UUID;
import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.catalina.valves.ErrorReportValve;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;

/** Tomcat's own refusals, of what it can't read, as problem details (RFC 9457) instead of HTML. Tomcat makes it itself. */
public final class ProblemReportValve extends ErrorReportValve {
    private static final Logger LOG = LoggerFactory.getLogger(ProblemReportValve.class);

    @Override
    protected void report(Request request, Response response, Throwable failure) {
        HttpStatus status = HttpStatus.resolve(response.getStatus());
        if (status == null || !status.isError() || response.getContentWritten() > 0 || !response.setErrorReported()) {
            return;
        }
        String id = UUID.randomUUID().toString();
        response.setHeader("X-Request-Id", id);
        response.setContentType(MediaType.APPLICATION_PROBLEM_JSON_VALUE);
        response.setCharacterEncoding(StandardCharsets.UTF_8);
        try {
            Writer body = response.getReporter();
            if (body != null) {
                // Only the status and the id vary, so there is nothing to escape.
                body.write("{\"status\":%d,\"title\":\"%s\",\"requestId\":\"%s\"}"
                        .formatted(status.value(), status.getReasonPhrase(), id));
                response.finishResponse();
            }
        } catch (IOException e) {
            LOG.debug("The caller hung up.");
        }
    }
}
