package dev.daemun.realmadmin;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * Gifts of roles of {@code realm-management}, such as that of a role manager, who needs one to open the console. Where
 * fine-grained admin permissions are on, Keycloak lets only an administrator of everything make them, and otherwise nobody
 * who has not got that role (RolePermissionsV2 and RolePermissions of Keycloak).
 */
final class AdministratorsRoles {
    private static final String CLIENT = "realm-management";

    /** Those of the client realm-admin. */
    private static final Set<String> ITS_OWN =
            Set.of("manage-realm", "manage-clients", "manage-users", "manage-identity-providers");

    private AdministratorsRoles() {}

    /** Such as {@code query-users to the role desk}; none where the client realm-admin may give all that is missing. */
    static List<String> thatOnlyAnAdministratorGives(List<Difference> differences, boolean adminPermissions) {
        List<String> gifts = new ArrayList<>();
        for (Difference difference : differences) {
            // What a client or a client scope lets through is given to nobody.
            String member = switch (difference.name().kind()) {
                case ROLE, CLIENT_ROLE, GROUP -> "roles";
                case CLIENT -> "serviceAccountRoles";
                default -> "";
            };
            Set<String> missing = new TreeSet<>(Json.strings(roles(difference.wanted(), member)));
            missing.removeAll(Json.strings(roles(difference.found(), member)));
            if (!adminPermissions) {
                missing.removeAll(ITS_OWN);
            }
            missing.forEach(role -> gifts.add(role + " to the " + difference.name()));
        }
        return gifts;
    }

    private static JsonNode roles(JsonNode content, String member) {
        return content.path(member).path("client").path(CLIENT);
    }
}
