package dev.daemun.sample.orders;

import org.springframework.security.core.Authentication;

/** Who looks at orders: everybody sees their own, an order manager sees all. */
record Viewer(String subject, boolean seesAll) {
    static Viewer of(Authentication authentication) {
        boolean manager = authentication.getAuthorities().stream()
                .anyMatch(authority -> "ROLE_order-manager".equals(authority.getAuthority()));
        return new Viewer(authentication.getName(), manager);
    }
}
