package dev.daemun.gateway.pages;

import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.core.io.DefaultResourceLoader;
import org.springframework.core.io.Resource;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.ControllerAdvice;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.reactive.resource.NoResourceFoundException;
import org.springframework.web.server.ServerWebExchange;

/** Shows the page to a person who mistyped its address; a program gets problem details. Both are a 404. */
@ControllerAdvice
@Order(Ordered.HIGHEST_PRECEDENCE)
@ConditionalOnProperty("daemun.gateway.web-app")
final class PageNotFound {
    private final PageHeaders headers;
    private final Resource page;

    PageNotFound(PageProperties properties, PageHeaders headers) {
        this.headers = headers;
        this.page = new DefaultResourceLoader().getResource(properties.webApp() + "index.html");
    }

    @ExceptionHandler(NoResourceFoundException.class)
    ResponseEntity<Object> answer(ServerWebExchange exchange) {
        boolean person = exchange.getRequest().getMethod().equals(HttpMethod.GET)
                && exchange.getRequest().getHeaders().getOrEmpty(HttpHeaders.ACCEPT).stream()
                        .anyMatch(types -> types.contains(MediaType.TEXT_HTML_VALUE));
        if (!person) {
            return ResponseEntity.status(HttpStatus.NOT_FOUND)
                    .contentType(MediaType.APPLICATION_PROBLEM_JSON)
                    .body(ProblemDetail.forStatusAndDetail(HttpStatus.NOT_FOUND, "There is nothing here."));
        }
        headers.write(exchange.getResponse().getHeaders());
        return ResponseEntity.status(HttpStatus.NOT_FOUND)
                .contentType(MediaType.TEXT_HTML)
                .body(page);
    }
}
