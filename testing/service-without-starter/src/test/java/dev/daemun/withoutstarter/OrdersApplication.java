package dev.daemun.withoutstarter;

import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

@SpringBootApplication
@RestController
class OrdersApplication {
    @GetMapping("/me")
    String me(@AuthenticationPrincipal Jwt token) {
        return token.getSubject();
    }

    @GetMapping("/reports")
    @PreAuthorize("hasRole('order-manager')")
    String reports() {
        return "all orders";
    }
}
