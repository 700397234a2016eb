package dev.daemun.eventrelay.webhook;

import com.standardwebhooks.Webhook;
import java.net.URI;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.keycloak.Config;

/**
 * Where a webhook is and how it is signed.
 *
 * @param name under which its cursor is kept
 * @param secrets one or, while it is changed, two: the delivery is signed with each
 * @param realms whose events go there; empty for all
 * @param types which events, by their short names; empty for all
 */
record WebhookSettings(String name, URI url, List<Webhook> secrets, Set<String> realms, Set<String> types) {
    private static final String OPTION = "--spi-event-relay--webhook--";
    private static final List<String> LOCAL = List.of("localhost", "127.0.0.1", "[::1]");
    private static final int SHORTEST_SECRET_BYTES = 24;

    /** All that are configured; a bad one stops Keycloak's start with one sentence. */
    static List<WebhookSettings> all(Config.Scope config) {
        return words(config.get("names")).map(name -> of(name, config)).toList();
    }

    private static WebhookSettings of(String name, Config.Scope config) {
        if (!name.matches("[a-z0-9-]{1,50}")) {
            throw new IllegalArgumentException(
                    OPTION + "names has '" + name + "': use small letters, digits and hyphens.");
        }
        return new WebhookSettings(
                name,
                url(name + "-url", config.get(name + "-url")),
                secrets(name + "-secrets", config.get(name + "-secrets")),
                words(config.get(name + "-realms")).collect(Collectors.toSet()),
                words(config.get(name + "-types")).collect(Collectors.toSet()));
    }

    private static URI url(String option, String value) {
        try {
            URI url = URI.create(value == null ? "" : value);
            boolean encrypted = "https".equals(url.getScheme()) && url.getHost() != null;
            boolean local = "http".equals(url.getScheme()) && LOCAL.contains(url.getHost());
            if (encrypted || local) {
                return url;
            }
        } catch (IllegalArgumentException e) {
            // The sentence below says what is wrong.
        }
        throw new IllegalArgumentException(
                OPTION + option + " must be an address that begins with https://; http is for localhost only.");
    }

    private static List<Webhook> secrets(String option, String value) {
        List<String> secrets = words(value).toList();
        if (secrets.isEmpty() || secrets.size() > 2 || !secrets.stream().allMatch(WebhookSettings::isStrong)) {
            throw new IllegalArgumentException(OPTION + option
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

    private static Stream<String> words(String list) {
        return list == null
                ? Stream.empty()
                : Arrays.stream(list.split(",", -1)).map(String::strip).filter(word -> !word.isEmpty());
    }
}
