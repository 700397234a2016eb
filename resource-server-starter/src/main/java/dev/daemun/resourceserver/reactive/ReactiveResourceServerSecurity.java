package dev.daemun.resourceserver.reactive;

import dev.daemun.resourceserver.InvalidConfigurationException;
import dev.daemun.resourceserver.chain.OwnChains;
import java.util.function.Function;
import org.springframework.security.config.web.server.ServerHttpSecurity;
import org.springframework.security.web.server.SecurityWebFilterChain;

/**
 * What an application on WebFlux builds a filter chain of its own with, so that it keeps everything that the starter's has: a bean.
 *
 * <pre>{@code
 * @Bean
 * SecurityWebFilterChain chain(ServerHttpSecurity http, ReactiveResourceServerSecurity starter) {
 *     http.authorizeExchange(exchanges -> exchanges.pathMatchers("/reports/**").hasRole("order-manager"));
 *     return starter.chain(http);
 * }
 * }</pre>
 */
public final class ReactiveResourceServerSecurity {
    private final OwnChains chains;
    private final Function<ServerHttpSecurity, SecurityWebFilterChain> starter;

    ReactiveResourceServerSecurity(OwnChains chains, Function<ServerHttpSecurity, SecurityWebFilterChain> starter) {
        this.chains = chains;
        this.starter = starter;
    }

    /**
     * Adds everything that the starter's own chain has, and builds it: the checks of the token, of its withdrawal and of its proof of possession, refusals as problem details,
     * no session, no cookie, {@code daemun.resource-server.public-paths}, and a token for all other requests. Rules, filters
     * and matchers that the application has added before are kept, and its rules come first. What the starter sets, it sets anew.
     *
     * @throws InvalidConfigurationException when the application has said {@code anyExchange()} before
     */
    public SecurityWebFilterChain chain(ServerHttpSecurity http) {
        return chains.build(() -> starter.apply(http));
    }
}
