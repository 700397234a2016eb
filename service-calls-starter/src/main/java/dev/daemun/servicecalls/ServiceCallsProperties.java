package dev.daemun.servicecalls;

import dev.daemun.resourceserver.InvalidConfigurationException;
import java.net.URI;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.StringUtils;

/**
 * Which services this one calls, and with whose tokens.
 *
 * @param clientId this service's own client at the issuer; needed for a service with {@code token=exchanged} or {@code own}
 * @param clientSecret its secret
 * @param tokenUri the issuer's token endpoint; by default what the issuer's metadata says
 * @param maxTokens how many tokens are remembered at most, those of all services and callers together
 * @param services the services, by a name that this one gives them
 */
@ConfigurationProperties("daemun.service-calls")
record ServiceCallsProperties(
        @Nullable String clientId,
        @Nullable String clientSecret,
        @Nullable URI tokenUri,
        @DefaultValue("10000") int maxTokens,
        @DefaultValue Map<String, Service> services) {
    static final String PREFIX = "daemun.service-calls.";

    ServiceCallsProperties {
        requireAddress("token-uri", tokenUri);
        if (maxTokens < 1) {
            throw new InvalidConfigurationException(PREFIX + "max-tokens", "must be at least 1.");
        }
        services.forEach(ServiceCallsProperties::check);
        for (Map.Entry<String, Service> service : services.entrySet()) {
            if (service.getValue().token() != TokenKind.CALLERS) {
                requireClient("client-id", clientId, service.getKey());
                requireClient("client-secret", clientSecret, service.getKey());
            }
        }
    }

    /**
     * A service that this one calls.
     *
     * @param url its address; calls go to this host and port and to no other
     * @param token which token it gets: {@code callers}, {@code exchanged} or {@code own}
     * @param audience with {@code exchanged}: the service's name at the issuer, which is to be in {@code aud}
     * @param scopes with {@code exchanged} or {@code own}: the scopes to ask for; by default those that the issuer gives unasked
     */
    record Service(
            @Nullable URI url,
            @Nullable TokenKind token,
            @Nullable String audience,
            @DefaultValue Set<String> scopes) {}

    /** The services as they are called, by name. */
    Map<String, CalledService> called() {
        Map<String, CalledService> called = new LinkedHashMap<>();
        services.forEach((name, service) -> {
            if (service.url() != null && service.token() != null) {
                called.put(
                        name,
                        new CalledService(name, service.url(), service.token(), service.audience(), service.scopes()));
            }
        });
        return called;
    }

    private static void check(String name, Service service) {
        String prefix = "services." + name + ".";
        if (service.url() == null) {
            throw new InvalidConfigurationException(
                    PREFIX + prefix + "url", "is not set: set it to the service's address.");
        }
        requireAddress(prefix + "url", service.url());
        if (service.token() == null) {
            throw new InvalidConfigurationException(
                    PREFIX + prefix + "token",
                    "is not set: write callers to send the caller's token on, exchanged to exchange it for one of this"
                            + " service only, or own for a token of this service's own account.");
        }
        boolean exchanged = service.token() == TokenKind.EXCHANGED;
        if (exchanged != StringUtils.hasText(service.audience())) {
            throw new InvalidConfigurationException(
                    PREFIX + prefix + "audience",
                    exchanged
                            ? "is not set: set it to the service's client id at the issuer, for which tokens are exchanged."
                            : "has no effect with token=" + service.token().property()
                                    + ": remove it, or write token=exchanged.");
        }
        if (service.token() == TokenKind.CALLERS && !service.scopes().isEmpty()) {
            throw new InvalidConfigurationException(
                    PREFIX + prefix + "scopes",
                    "has no effect with token=callers, since the caller's token stays as it is: remove it.");
        }
    }

    private static void requireClient(String property, @Nullable String value, String service) {
        if (!StringUtils.hasText(value)) {
            throw new InvalidConfigurationException(
                    PREFIX + property,
                    "is not set: set it to that of this service's own client at the issuer, by which it gets tokens for "
                            + service + ".");
        }
    }

    private static void requireAddress(String property, @Nullable URI uri) {
        if (uri != null
                && (uri.getHost() == null
                        || !List.of("http", "https").contains(uri.getScheme())
                        || uri.getRawQuery() != null
                        || uri.getRawFragment() != null
                        || uri.getRawUserInfo() != null)) {
            throw new InvalidConfigurationException(
                    PREFIX + property,
                    "is no address of a service: write one such as https://stock.example.com, without a password or a query.");
        }
    }
}
