package dev.daemun.eventrelay.webhook;

import com.standardwebhooks.Webhook;
import dev.daemun.eventrelay.Selection;
import java.net.URI;
import java.util.Base64;
import java.util.List;
import org.keycloak.Config;

/**
 * One webhook and what is delivered there.
 *
 * @param name under which its cursor is stored
 * @param secrets one or, while the secret is being changed, two: each delivery is signed with both
 */
record WebhookSettings(String name, URI url, List<Webhook> secrets, Selection selection) {
    private static final String OPTIONS = "--spi-event-relay--webhook--";
    private static final List<String> LOCAL = List.of("localhost", "127.0.0.1", "[::1]");
    private static final int SHORTEST_SECRET_BYTES = 24;

    /** All that are configured; a bad option stops Keycloak's start with one sentence. */
    static List<WebhookSettings> all(Config.Scope config) {
        return Selection.names(OPTIONS, config)
                .map(name -> new WebhookSettings(
                        name,
                        url(name + "-url", config.get(name + "-url")),
                        secrets(name + "-secrets", config.get(name + "-secrets")),
                        Selection.of(OPTIONS, name, config)))
                .toList();
    }

    private static URI url(String option, String value) {
        try {
            URI url = URI.create(value == null ? "" : value);
            boolean encrypted = "https".equals(url.getScheme());
            boolean plain = "http".equals(url.getScheme());
            if (url.getHost() != null && (encrypted || (plain && isNear(url.getHost())))) {
                return url;
            }
        } catch (IllegalArgumentException e) {
            // The sentence below says what is wrong.
        }
        throw new IllegalArgumentException(OPTIONS + option
                + " must be an address that begins with https://; http is for localhost and names without a dot.");
    }

    /** Whether it is on this machine or in its network of containers: no host on the internet has a name without a dot. */
    private static boolean isNear(String host) {
        return LOCAL.contains(host) || host.matches("[A-Za-z0-9-]+");
    }

    private static List<Webhook> secrets(String option, String value) {
        List<String> secrets = Selection.words(value).toList();
        if (secrets.isEmpty() || secrets.size() > 2 || !secrets.stream().allMatch(WebhookSettings::isStrong)) {
            throw new IllegalArgumentException(OPTIONS + option
                    + " must be whsec_ and Base64 of at least 24 random bytes; two with a comma while it is changed.");
        }
        return secrets.stream().map(Webhook::new).toList();
    }

    private static boolean isStrong(String secret) {
        try {
            return secret.startsWith(Webhook.SECRET_PREFIX)
                    && Base64.getDecoder().decode(secret.substring(Webhook.SECRET_PREFIX.length())).length
                            >= SHORTEST_SECRET_BYTES;
        } catch (IllegalArgumentException e) {
            return false;
        }
    }
}
