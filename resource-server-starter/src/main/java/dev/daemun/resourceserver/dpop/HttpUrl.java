package dev.daemun.resourceserver.dpop;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * An address as it is compared with {@code htu}: without query and fragment, and normalised by syntax and scheme (RFC 3986
 * sections 6.2.2 and 6.2.3), as RFC 9449 section 4.3 asks.
 *
 * @param text the normalised address
 */
record HttpUrl(String text) {
    private static final String HEX = "0123456789ABCDEF";

    /**
     * Reads an address.
     *
     * @return null when it is none of HTTP, has a user in it, or dot segments, which no request has that gets past the firewall
     */
    static @Nullable HttpUrl parse(String text) {
        URI uri;
        try {
            uri = new URI(text);
        } catch (URISyntaxException e) {
            return null;
        }
        if (uri.getScheme() == null || uri.getHost() == null || uri.getRawUserInfo() != null) {
            return null;
        }
        String scheme = uri.getScheme().toLowerCase(Locale.ROOT);
        if (!scheme.equals("http") && !scheme.equals("https")) {
            return null;
        }
        String path = normalised(uri.getRawPath());
        if (path == null || (path + "/").contains("/./") || (path + "/").contains("/../")) {
            return null;
        }
        boolean usualPort = uri.getPort() == -1 || uri.getPort() == (scheme.equals("https") ? 443 : 80);
        return new HttpUrl(scheme + "://" + uri.getHost().toLowerCase(Locale.ROOT)
                + (usualPort ? "" : ":" + uri.getPort()) + (path.isEmpty() ? "/" : path));
    }

    /** Escapes in capital letters, and none of characters that need none. Null for characters that must be escaped. */
    private static @Nullable String normalised(String path) {
        StringBuilder normalised = new StringBuilder(path.length());
        for (int i = 0; i < path.length(); i++) {
            char character = path.charAt(i);
            if (character >= 128) {
                return null;
            }
            if (character != '%') {
                normalised.append(character);
                continue;
            }
            int value = Integer.parseInt(path, i + 1, i + 3, 16);
            if (isUnreserved(value)) {
                normalised.append((char) value);
            } else {
                normalised.append('%').append(HEX.charAt(value >> 4)).append(HEX.charAt(value & 15));
            }
            i += 2;
        }
        return normalised.toString();
    }

    private static boolean isUnreserved(int value) {
        return (value >= 'a' && value <= 'z')
                || (value >= 'A' && value <= 'Z')
                || (value >= '0' && value <= '9')
                || "-._~".indexOf(value) >= 0;
    }
}
