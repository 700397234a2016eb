package dev.daemun.gateway.headers;

import dev.daemun.resourceserver.InvalidConfigurationException;
import java.util.List;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.security.util.matcher.InetAddressMatcher;
import org.springframework.security.util.matcher.InetAddressMatchers;

/**
 * Who is believed when it says where a request comes from.
 *
 * @param trustedProxies their addresses, or ranges such as {@code 10.0.0.0/8}; empty: nobody
 */
@ConfigurationProperties("daemun.gateway")
record ProxyProperties(@DefaultValue List<String> trustedProxies) {
    ProxyProperties {
        for (String proxy : trustedProxies) {
            try {
                InetAddressMatchers.fromIpAddress(proxy);
            } catch (IllegalArgumentException e) {
                throw new InvalidConfigurationException(
                        "daemun.gateway.trusted-proxies",
                        "has '" + proxy + "', which is neither an address nor a range such as 10.0.0.0/8.");
            }
        }
    }

    InetAddressMatcher matcher() {
        List<InetAddressMatcher> each =
                trustedProxies.stream().map(InetAddressMatchers::fromIpAddress).toList();
        return address -> each.stream().anyMatch(one -> one.matches(address));
    }
}
