package dev.daemun.gateway.pages;

import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.security.oauth2.server.resource.autoconfigure.OAuth2ResourceServerProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.reactive.function.server.RouterFunction;
import org.springframework.web.reactive.function.server.RouterFunctions;
import org.springframework.web.reactive.function.server.ServerResponse;

/** Tells the page where it is; its files are Spring Boot's static resources. */
@RestController
@ConditionalOnProperty("daemun.gateway.web-app")
final class PageConfiguration {
    private final Answer answer;

    PageConfiguration(PageProperties page, OAuth2ResourceServerProperties trusted) {
        this.answer = new Answer(trusted.getJwt().getIssuerUri(), page.webAppClientId(), page.webAppApiUrl());
    }

    @GetMapping("/config.json")
    Answer config() {
        return answer;
    }

    /** Spring Boot gives its welcome page to GET alone, and who watches a site asks by HEAD. */
    @Bean
    static RouterFunction<ServerResponse> thereIsAPage() {
        return RouterFunctions.route()
                .HEAD(
                        "/",
                        request -> ServerResponse.ok()
                                .contentType(MediaType.TEXT_HTML)
                                .build())
                .build();
    }

    /**
     * What the page reads first.
     *
     * @param issuer where people sign in
     * @param clientId what the page calls itself there
     * @param apiUrl a path of this origin
     */
    record Answer(String issuer, String clientId, String apiUrl) {}
}
