package dev.daemun.sample.me;

import io.swagger.v3.oas.annotations.tags.Tag;
import java.time.Instant;
import java.util.List;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

@RestController
@Tag(name = "Me")
class MeController {
    /** What the caller's token says of them. */
    @GetMapping("/me")
    Me me(@AuthenticationPrincipal Jwt jwt) {
        return new Me(
                jwt.getSubject(),
                jwt.getAudience(),
                jwt.getClaimAsStringList("roles"),
                jwt.getClaimAsString("idp"),
                jwt.getExpiresAt());
    }

    /**
     * The caller as the service sees them.
     *
     * @param subject the user's id at the issuer
     * @param audience the services that the token is for
     * @param roles those that matter to this service
     * @param idp how the session signed in, or null for a service account
     * @param expiresAt when the token stops working
     */
    record Me(String subject, List<String> audience, List<String> roles, String idp, Instant expiresAt) {}
}
