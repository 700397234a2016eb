package dev.daemun.realmadmin;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import jakarta.ws.rs.core.Response;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.keycloak.admin.client.CreatedResponseUtil;
import org.keycloak.admin.client.Keycloak;

/**
 * One realm of a running Keycloak, over its admin REST interface.
 *
 * <p>The realm is read by one partial export: it has the form of the realm's file, and comes from one transaction.
 */
final class RealmServer {
    private final Keycloak keycloak;
    private final String url;
    private final String realm;
    private Runnable beforeEachChange = () -> {};

    RealmServer(Keycloak keycloak, String url, String realm) {
        this.keycloak = keycloak;
        this.url = url;
        this.realm = realm;
    }

    String realm() {
        return realm;
    }

    /** Runs this before each request that changes something, and does not send the request when it throws. */
    void beforeEachChange(Runnable check) {
        beforeEachChange = check;
    }

    /** The whole realm with its clients, groups, roles and service accounts, secrets masked. Needs {@code manage-realm}. */
    ObjectNode export() {
        ObjectNode export = (ObjectNode) send(
                "POST",
                "/partial-export?exportClients=true&exportGroupsAndRoles=true",
                resource -> resource.post(Json.object()),
                RealmServer::json);
        JsonNode permissions = export.path("adminPermissionsClient").path("id");
        if (!permissions.isMissingNode()) {
            // Without these limits Keycloak would answer only the first ones.
            String all = address("clients", permissions.asText(), "authz", "resource-server", "policy")
                    + "?first=0&max=" + Integer.MAX_VALUE;
            AdminPolicies.complete(export, send("GET", all, JsonResource::get, RealmServer::json));
        }
        return export;
    }

    JsonNode get(String... path) {
        return send("GET", address(path), JsonResource::get, RealmServer::json);
    }

    /** The answer, or a missing node where Keycloak has no such thing. */
    JsonNode find(String... path) {
        return send(
                "GET",
                address(path),
                JsonResource::get,
                answer -> answer.getStatus() == 404 ? MissingNode.getInstance() : json(answer));
    }

    /** What Keycloak says of itself; nothing where this account may not know. */
    Optional<JsonNode> serverInfo() {
        return ifServerAllows("/admin/serverinfo");
    }

    /** The users of whom Keycloak keeps this, in its form {@code name:value}; nothing where this account may not know. */
    Optional<JsonNode> usersWith(String attribute) {
        return ifAllowed("/users?q=" + encoded(attribute));
    }

    /**
     * What this realm answers; nothing where this account may not know.
     *
     * @param path below the realm's address, with a slash at its beginning, and encoded
     */
    Optional<JsonNode> ifAllowed(String path) {
        return ifServerAllows("/admin/realms/" + encoded(realm) + path);
    }

    private Optional<JsonNode> ifServerAllows(String path) {
        try (Response answer =
                keycloak.proxy(JsonResource.class, URI.create(url + path)).get()) {
            return answer.getStatus() == 403 ? Optional.empty() : Optional.of(json(answer));
        }
    }

    /** The new object's id; none where Keycloak has one of that name already. */
    Optional<String> createIfAbsent(JsonNode body, String... path) {
        return change("POST", path, resource -> resource.post(body), answer -> {
            if (answer.getStatus() == 409) {
                return Optional.empty();
            }
            check("POST", address(path), answer);
            return Optional.of(CreatedResponseUtil.getCreatedId(answer));
        });
    }

    /** The new object's id. */
    String create(JsonNode body, String... path) {
        return change("POST", path, resource -> resource.post(body), answer -> {
            check("POST", address(path), answer);
            return CreatedResponseUtil.getCreatedId(answer);
        });
    }

    void post(JsonNode body, String... path) {
        change("POST", path, resource -> resource.post(body), checked("POST", path));
    }

    void put(JsonNode body, String... path) {
        change("PUT", path, resource -> resource.put(body), checked("PUT", path));
    }

    /** Whether there was something to delete. */
    boolean delete(String... path) {
        return change("DELETE", path, JsonResource::delete, answer -> {
            if (answer.getStatus() == 404) {
                return false;
            }
            check("DELETE", address(path), answer);
            return true;
        });
    }

    void delete(JsonNode body, String... path) {
        change("DELETE", path, resource -> resource.delete(body), checked("DELETE", path));
    }

    private Function<Response, Void> checked(String method, String... path) {
        return answer -> {
            check(method, address(path), answer);
            return null;
        };
    }

    private <T> T change(
            String method, String[] path, Function<JsonResource, Response> request, Function<Response, T> use) {
        beforeEachChange.run();
        return send(method, address(path), request, use);
    }

    private <T> T send(
            String method, String path, Function<JsonResource, Response> request, Function<Response, T> use) {
        URI address = URI.create(url + "/admin/realms/" + encoded(realm) + path);
        try (Response answer = request.apply(keycloak.proxy(JsonResource.class, address))) {
            if (answer.getStatus() >= 500 || answer.getStatus() == 401 || answer.getStatus() == 403) {
                check(method, path, answer);
            }
            return use.apply(answer);
        }
    }

    private static JsonNode json(Response answer) {
        check("GET", "", answer);
        if (answer.getStatus() == 204) {
            return MissingNode.getInstance();
        }
        try (InputStream body = answer.readEntity(InputStream.class)) {
            return Json.MAPPER.readTree(body);
        } catch (IOException e) {
            throw new RealmAdminException("Keycloak's answer broke off.", e);
        }
    }

    private static void check(String method, String path, Response answer) {
        if (answer.getStatusInfo().getFamily() != Response.Status.Family.SUCCESSFUL) {
            // The body of the answer names the fault; that of the request, with its secrets, is never shown.
            throw new RealmAdminException("Keycloak answers " + method + " " + path + " with " + answer.getStatus()
                    + ": " + answer.readEntity(String.class));
        }
    }

    private static String address(String... path) {
        return Arrays.stream(path).map(part -> "/" + encoded(part)).collect(Collectors.joining());
    }

    static String encoded(String part) {
        // As RFC 3986 has it, not as a form: Keycloak refuses a path that escapes what needs no escape.
        return URLEncoder.encode(part, StandardCharsets.UTF_8)
                .replace("+", "%20")
                .replace("%7E", "~");
    }
}
