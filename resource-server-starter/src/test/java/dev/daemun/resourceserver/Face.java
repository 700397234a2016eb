package dev.daemun.resourceserver;

import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.http.ProblemDetail;
import org.springframework.http.client.ReactorResourceFactory;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Mono;

/** The stacks that the starter serves, each with an application that does the same. */
enum Face {
    SERVLET(ServletApplication.class),
    REACTIVE(ReactiveApplication.class);

    final Class<?> application;

    Face(Class<?> application) {
        this.application = application;
    }

    /** What needs no stack. */
    abstract static class Paths {
        @GetMapping("/me")
        String me(@AuthenticationPrincipal Jwt jwt) {
            return jwt.getSubject();
        }

        @GetMapping("/open")
        String open() {
            return "open";
        }

        @GetMapping("/broken")
        String broken() {
            throw new IllegalStateException("It is broken.");
        }

        @PostMapping("/things")
        ProblemDetail things() {
            return ProblemDetail.forStatus(418);
        }
    }

    @SpringBootConfiguration
    @EnableAutoConfiguration
    @RestController
    static class ServletApplication extends Paths {
        @GetMapping("/members")
        @PreAuthorize("hasRole('member')")
        String members() {
            return "members";
        }

        @GetMapping("/managers")
        @PreAuthorize("hasRole('manager')")
        String managers() {
            return "managers";
        }
    }

    @SpringBootConfiguration
    @EnableAutoConfiguration
    @RestController
    static class ReactiveApplication extends Paths {
        /** The threads that Netty shares by default end with the first of several services in one process. */
        @Bean
        ReactorResourceFactory threadsOfItsOwn() {
            ReactorResourceFactory threads = new ReactorResourceFactory();
            threads.setUseGlobalResources(false);
            return threads;
        }

        @GetMapping("/members")
        @PreAuthorize("hasRole('member')")
        Mono<String> members() {
            return Mono.just("members");
        }

        @GetMapping("/managers")
        @PreAuthorize("hasRole('manager')")
        Mono<String> managers() {
            return Mono.just("managers");
        }
    }
}
