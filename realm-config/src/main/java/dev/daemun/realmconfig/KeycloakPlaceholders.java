package dev.daemun.realmconfig;

import java.util.Map;
import java.util.regex.Pattern;

/**
 * The {@code ${...}} that Keycloak itself fills in, each by the one member of the realm's JSON in which Keycloak looks for
 * it. Anywhere else Keycloak takes the text literally.
 */
final class KeycloakPlaceholders {
    private static final Pattern MESSAGE = Pattern.compile("[a-z][A-Za-z0-9_.-]*");
    private static final Pattern ADDRESS = Pattern.compile("authBaseUrl|authAdminUrl");
    private static final Pattern VAULT = Pattern.compile("vault\\.\\w+");

    private static final Map<String, Pattern> BY_MEMBER = Map.of(
            // Keys of the texts in a theme.
            "name", MESSAGE,
            "description", MESSAGE,
            "displayName", MESSAGE,
            "kc.user.profile.config", MESSAGE,
            // Keycloak's own addresses, in ResolveRelative.
            "rootUrl", ADDRESS,
            "adminUrl", ADDRESS,
            // Username Template Importer of an identity provider.
            "template", Pattern.compile("ALIAS|(CLAIM|ATTRIBUTE)\\.[^}]+"),
            // The mappers of client roles.
            "claim.name", Pattern.compile("client_id"),
            // The secrets that Keycloak can read from a vault; a client's own secret is none of them.
            "clientSecret", VAULT,
            "password", VAULT);

    private KeycloakPlaceholders() {}

    /**
     * Whether Keycloak fills it in.
     *
     * @param member the name of the member whose value, or whose array, it stands in
     * @param content what stands between the braces
     */
    static boolean areFilledIn(String member, String content) {
        Pattern known = BY_MEMBER.get(member);
        return known != null && known.matcher(content).matches();
    }
}
