package dev.daemun.resourceservertest.reactive;

import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Mono;

@SpringBootApplication
class ReactiveReportService {
    @RestController
    static class Reports {
        @GetMapping("/me")
        Mono<String> me(@AuthenticationPrincipal Jwt jwt) {
            return Mono.just(jwt.getSubject() + " by " + jwt.getClaimAsString("idp"));
        }

        @PreAuthorize("hasRole('order-manager') and hasAuthority('SCOPE_orders')")
        @GetMapping("/reports")
        Mono<String> reports() {
            return Mono.just("all orders");
        }
    }
}
