package dev.daemun.resourceservertest.servlet;

import java.util.List;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.GrantedAuthority;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

@SpringBootApplication
class ReportService {
    @RestController
    static class Reports {
        @GetMapping("/me")
        String me(@AuthenticationPrincipal Jwt jwt) {
            return jwt.getSubject() + " by " + jwt.getClaimAsString("idp") + " adult "
                    + jwt.getClaims().get("age_over_19");
        }

        @GetMapping("/authorities")
        List<String> authorities(Authentication caller) {
            return caller.getAuthorities().stream()
                    .map(GrantedAuthority::getAuthority)
                    .filter(authority -> !authority.startsWith("FACTOR_"))
                    .sorted()
                    .toList();
        }

        @PreAuthorize("hasRole('order-manager')")
        @GetMapping("/reports")
        List<String> reports() {
            return List.of("all orders");
        }
    }
}
