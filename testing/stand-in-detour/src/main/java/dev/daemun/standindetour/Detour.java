package dev.daemun.standindetour;

import java.net.URI;
import java.util.Set;

/**
 * From a provider's own https address to the stand-in that listens on this machine, where the host becomes the first
 * segment of the path.
 */
record Detour(Set<String> hosts, int port) {
    /** Where to go instead; any other address stays as it is. */
    URI of(URI address) {
        String text = address.toString();
        return hosts.stream()
                .filter(host -> text.startsWith("https://" + host + "/"))
                .findFirst()
                .map(host -> URI.create("http://127.0.0.1:" + port + text.substring("https:/".length())))
                .orElse(address);
    }
}
