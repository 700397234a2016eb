package dev.daemun.resourceserver.servlet;

import dev.daemun.resourceserver.InvalidConfigurationException;
import dev.daemun.resourceserver.chain.OwnChains;
import java.util.function.Function;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.web.SecurityFilterChain;

/**
 * What an application on servlets builds a filter chain of its own with, so that it keeps everything that the starter's has: a bean.
 *
 * <pre>{@code
 * @Bean
 * SecurityFilterChain chain(HttpSecurity http, ResourceServerSecurity starter) {
 *     http.authorizeHttpRequests(requests -> requests.requestMatchers("/reports/**").hasRole("order-manager"));
 *     return starter.chain(http);
 * }
 * }</pre>
 */
public final class ResourceServerSecurity {
    private final OwnChains chains;
    private final Function<HttpSecurity, SecurityFilterChain> starter;

    ResourceServerSecurity(OwnChains chains, Function<HttpSecurity, SecurityFilterChain> starter) {
        this.chains = chains;
        this.starter = starter;
    }

    /**
     * Adds everything that the starter's own chain has, and builds it: the checks of the token, of its withdrawal and of its proof of possession, refusals as problem details,
     * no session, no cookie, {@code daemun.resource-server.public-paths}, and a token for all other requests. Rules, filters
     * and matchers that the application has added before are kept, and its rules come first. What the starter sets, it sets anew.
     *
     * @throws InvalidConfigurationException when the application has said {@code anyRequest()} before
     */
    public SecurityFilterChain chain(HttpSecurity http) {
        return chains.build(() -> starter.apply(http));
    }
}
