package dev.daemun.servicecalls;

import java.net.URI;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A service that this one calls.
 *
 * @param name that this one gives it
 * @param url where it is
 * @param token which token it gets
 * @param audience its name at the issuer, where tokens are exchanged
 * @param scopes to ask the issuer for
 */
record CalledService(
        String name, URI url, TokenKind token, @Nullable String audience, Set<String> scopes) {
    /**
     * Keeps the token from other hosts, to which an absolute address in the application's own code would send it.
     *
     * @throws IllegalArgumentException when the address is elsewhere
     */
    void requireOwn(URI address) {
        boolean own = url.getScheme().equalsIgnoreCase(address.getScheme())
                && url.getHost().equalsIgnoreCase(address.getHost())
                && port(url) == port(address);
        if (!own) {
            throw new IllegalArgumentException("A token for " + name + " is sent to "
                    + ServiceCallsProperties.PREFIX + "services." + name + ".url only, and not to "
                    + address.getScheme() + "://" + address.getRawAuthority() + ".");
        }
    }

    private static int port(URI address) {
        int standard = "https".equalsIgnoreCase(address.getScheme()) ? 443 : 80;
        return address.getPort() < 0 ? standard : address.getPort();
    }
}
