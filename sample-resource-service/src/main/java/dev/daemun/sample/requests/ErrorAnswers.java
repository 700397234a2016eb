package dev.daemun.sample.requests;

import io.swagger.v3.oas.annotations.Hidden;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import org.springframework.boot.webmvc.error.ErrorController;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.security.web.firewall.RequestRejectedHandler;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Says what is wrong where a status was set without a body: Tomcat dispatches such a request here. */
@RestController
@Hidden
class ErrorAnswers implements ErrorController {
    private final Problems problems;

    ErrorAnswers(Problems problems) {
        this.problems = problems;
    }

    /** Whoever asks for this path by themselves finds nothing. */
    @RequestMapping("${server.error.path:/error}")
    ResponseEntity<ProblemDetail> answer(HttpServletRequest request) {
        HttpStatus status = request.getDispatcherType() == DispatcherType.ERROR
                        && request.getAttribute(RequestDispatcher.ERROR_STATUS_CODE) instanceof Integer code
                ? HttpStatus.resolve(code)
                : HttpStatus.NOT_FOUND;
        HttpStatus known = status == null ? HttpStatus.INTERNAL_SERVER_ERROR : status;
        return ResponseEntity.status(known)
                .contentType(MediaType.APPLICATION_PROBLEM_JSON)
                .body(problems.of(request, known, known.getReasonPhrase() + "."));
    }

    @Configuration(proxyBeanMethods = false)
    static class Security {
        private static final List<String> METHODS = List.of("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS");

        /** A path that could be read in two ways is a 400, and an unknown method a 405. */
        @Bean
        RequestRejectedHandler requestRejectedHandler(Problems problems) {
            return (request, response, rejected) -> {
                boolean known = METHODS.contains(request.getMethod());
                if (!known) {
                    response.setHeader(HttpHeaders.ALLOW, String.join(", ", METHODS));
                }
                problems.write(
                        request,
                        response,
                        known ? HttpStatus.BAD_REQUEST : HttpStatus.METHOD_NOT_ALLOWED,
                        known ? "The request can be read in two ways." : "This method is not known here.");
            };
        }
    }
}
