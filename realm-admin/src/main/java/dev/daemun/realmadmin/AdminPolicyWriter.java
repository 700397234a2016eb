package dev.daemun.realmadmin;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Arrays;
import java.util.List;

/**
 * Fine-grained admin permissions and their policies. A permission that changes is taken away first and given anew at the
 * end, because in between other objects change of which it speaks.
 */
record AdminPolicyWriter(RealmServer server, Ids ids) implements Writer {
    @Override
    public void close(Difference difference) {
        if (isPermission(difference)) {
            server.delete(at(ids.of(difference.name())));
        }
    }

    @Override
    public void build(Difference difference) {
        if (!isPermission(difference)) {
            server.create(body(difference), at());
        }
    }

    @Override
    public void change(Difference difference) {
        if (!isPermission(difference)) {
            server.put(body(difference), at(ids.of(difference.name())));
        }
    }

    @Override
    public void grant(Difference difference) {
        if (isPermission(difference)) {
            server.post(body(difference), at());
        }
    }

    @Override
    public void delete(Difference difference) {
        server.delete(at(ids.of(difference.name())));
    }

    private static boolean isPermission(Difference difference) {
        return difference.name().kind() == Kind.ADMIN_PERMISSION;
    }

    private ObjectNode body(Difference difference) {
        ObjectNode wanted = difference.wanted().deepCopy();
        ObjectNode config = wanted.withObject("/config");
        String type = config.path("defaultResourceType").asText();
        List<String> resources = Json.strings(config.path("resources")).stream()
                .map(name -> id(type, name))
                .toList();
        if (config.has("resources")) {
            config.set("resources", Json.array(resources));
        }
        Managed.mark(wanted, "config");
        return AdminPolicies.written(difference.name().name(), wanted);
    }

    /** Keycloak finds clients and users by their names, and a type stands for all that is of it. */
    private String id(String type, String name) {
        if (name.equals(type)) {
            return name;
        }
        return switch (type) {
            case "Roles" -> ids.ofRole(name);
            case "Groups" -> ids.of(Kind.GROUP, name);
            default -> name;
        };
    }

    private String[] at(String... more) {
        JsonNode client = server.get().path("adminPermissionsClient").path("id");
        if (client.isMissingNode()) {
            throw new RealmAdminException("The files have admin permissions, which Keycloak has none of while"
                    + " \"adminPermissionsEnabled\" is off: switch it on in settings.json.");
        }
        String[] policies = {"clients", client.asText(), "authz", "resource-server", "policy"};
        String[] path = Arrays.copyOf(policies, policies.length + more.length);
        System.arraycopy(more, 0, path, policies.length, more.length);
        return path;
    }
}
