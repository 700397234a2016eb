package dev.daemun.gateway.pages;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.security.oauth2.server.resource.autoconfigure.OAuth2ResourceServerProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.reactive.function.server.RouterFunction;
import org.springframework.web.reactive.function.server.RouterFunctions;
import org.springframework.web.reactive.function.server.ServerResponse;
import reactor.core.publisher.Mono;

/** Gives the page its settings; its files are Spring Boot's static resources. */
@RestController
@ConditionalOnProperty("daemun.gateway.web-app")
final class PageConfiguration {
    private final PageProperties page;
    private final String issuer;
    private final SignInProviders providers;

    PageConfiguration(PageProperties page, OAuth2ResourceServerProperties trusted, SignInProviders providers) {
        this.page = page;
        this.issuer = trusted.getJwt().getIssuerUri();
        this.providers = providers;
    }

    @GetMapping("/config.json")
    Mono<Answer> config() {
        return providers
                .offered()
                .map(offered -> new Answer(issuer, page.webAppClientId(), page.webAppApiUrl(), offered.orElse(null)));
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
     * @param providers aliases of the providers that the realm offers; null while nobody knows
     */
    record Answer(
            String issuer,
            String clientId,
            String apiUrl,
            @Nullable List<String> providers) {}
}
