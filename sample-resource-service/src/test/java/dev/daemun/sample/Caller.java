package dev.daemun.sample;

import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.jwt;

import dev.daemun.resourceserver.RolesAndScopes;
import java.util.List;
import java.util.UUID;
import org.springframework.test.web.servlet.request.RequestPostProcessor;

/** Somebody with a verified token. That only verified ones count is tried with a real issuer elsewhere. */
record Caller(String subject, List<String> roles) {
    static Caller member() {
        return new Caller(UUID.randomUUID().toString(), List.of("member"));
    }

    static Caller manager() {
        return new Caller(UUID.randomUUID().toString(), List.of("member", "order-manager"));
    }

    RequestPostProcessor token() {
        return jwt().jwt(token -> token.subject(subject).claim("roles", roles).claim("idp", "password"))
                .authorities(new RolesAndScopes());
    }
}
