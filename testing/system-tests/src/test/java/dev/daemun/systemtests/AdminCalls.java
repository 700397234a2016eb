package dev.daemun.systemtests;

import dev.daemun.localplatform.CodeFlow;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.keycloak.admin.client.resource.RealmResource;
import org.keycloak.representations.idm.RoleRepresentation;

/**
 * Calls of Keycloak's admin REST interface by somebody who signed in to the admin console. In paths and bodies {@code {role:a}}
 * is the realm role a, {@code {role:c/a}} that of the client c, {@code {client:c}} the id of a client and {@code {somebody}} that
 * of the person whom it is about.
 */
record AdminCalls(TestPlatform platform, RealmResource realm, String token, TestUser caller, TestUser somebody) {
    private static final Pattern NAMES = Pattern.compile("\\{(role|client|scope):([^}]+)}");

    static AdminCalls by(TestUser caller, TestUser about, RealmResource realm) {
        TestPlatform platform = caller.platform();
        String token = new CodeFlow(
                        platform.keycloak.issuer(),
                        "security-admin-console",
                        platform.keycloak.url() + "/admin/daemun/console/",
                        "openid")
                .signIn(caller.login())
                .accessToken();
        return new AdminCalls(platform, realm, token, caller, about);
    }

    AdminCalls with(String otherToken) {
        return new AdminCalls(platform, realm, otherToken, caller, somebody);
    }

    Call.Answer send(String method, String path, String body) {
        String filled = filled(path);
        return Call.to(platform.keycloak.url() + "/admin/realms" + (filled.isEmpty() ? "" : "/" + filled))
                .bearer(token)
                .json(method, filled(body.replace('\'', '"')));
    }

    private String filled(String text) {
        return NAMES.matcher(text.replace("{manager}", caller.id())
                        .replace("{somebody}", somebody.id())
                        .replace("{group}", realm.groups().groups().get(0).getId()))
                .replaceAll(this::filled);
    }

    private String filled(MatchResult found) {
        String name = found.group(2);
        return switch (found.group(1)) {
            case "client" -> client(name);
            case "scope" ->
                realm.clientScopes().findAll().stream()
                        .filter(scope -> scope.getName().equals(name))
                        .findFirst()
                        .orElseThrow()
                        .getId();
            default -> {
                RoleRepresentation role = role(name);
                yield "{\"id\":\"" + role.getId() + "\",\"name\":\"" + role.getName() + "\"}";
            }
        };
    }

    String client(String clientId) {
        return realm.clients().findByClientId(clientId).get(0).getId();
    }

    RoleRepresentation role(String name) {
        int slash = name.indexOf('/');
        return slash < 0
                ? realm.roles().get(name).toRepresentation()
                : realm.clients()
                        .get(client(name.substring(0, slash)))
                        .roles()
                        .get(name.substring(slash + 1))
                        .toRepresentation();
    }
}
