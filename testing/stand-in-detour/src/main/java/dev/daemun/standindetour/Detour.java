package dev.daemun.standindetour;

import java.net.URI;
import java.util.Set;

/**
 * Turns a provider's https address into the stand-in's address on this machine, in which the host is the first segment of
 * the path.
 */
record Detour(Set<String> hosts, int port) {
    /** The address to redirect to instead; an address of any other host is returned unchanged. */
    URI of(URI address) {
        String text = address.toString();
        return hosts.stream()
                .filter(host -> text.startsWith("https://" + host + "/"))
                .findFirst()
                .map(host -> URI.create("http://127.0.0.1:" + port + text.substring("https:/".length())))
                .orElse(address);
    }
}
