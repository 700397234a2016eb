package dev.daemun.gateway.routes;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.security.config.Customizer;
import org.springframework.security.config.web.server.ServerHttpSecurity;
import org.springframework.security.web.server.util.matcher.NegatedServerWebExchangeMatcher;
import org.springframework.security.web.server.util.matcher.PathPatternParserServerWebExchangeMatcher;

/** Leaves what is routed to {@link RouteAccess}, so that an unknown path is a plain 404 with and without a token. */
@Configuration(proxyBeanMethods = false)
class RouteSecurity {
    @Bean
    Customizer<ServerHttpSecurity> routesHaveRulesOfTheirOwn() {
        return http -> http.authorizeExchange(exchanges -> exchanges
                .matchers(new NegatedServerWebExchangeMatcher(
                        new PathPatternParserServerWebExchangeMatcher("/actuator/**")))
                .permitAll());
    }
}
