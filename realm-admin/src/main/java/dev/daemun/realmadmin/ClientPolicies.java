package dev.daemun.realmadmin;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;

/**
 * Client profiles and the policies that apply them, which Keycloak takes in two lists. They only ever forbid. So the wanted
 * ones are first put beside those that are there, and the latter go at the very end.
 */
record ClientPolicies(RealmServer server, List<Difference> differences) {
    private static final String PROFILES = "profiles";
    private static final String POLICIES = "policies";

    static ClientPolicies of(RealmServer server, List<Difference> differences) {
        return new ClientPolicies(
                server,
                differences.stream()
                        .filter(difference -> difference.what() != Difference.What.FOREIGN)
                        .filter(difference -> difference.name().kind() == Kind.CLIENT_PROFILE
                                || difference.name().kind() == Kind.CLIENT_POLICY)
                        .toList());
    }

    /** Puts each wanted one beside the one that it will replace. */
    void tighten() {
        if (differences.isEmpty()) {
            return;
        }
        put(PROFILES, with(PROFILES, Kind.CLIENT_PROFILE));
        put(POLICIES, with(POLICIES, Kind.CLIENT_POLICY));
    }

    /** Takes away what has been replaced. */
    void narrow() {
        if (differences.isEmpty()) {
            return;
        }
        ArrayNode profiles = exchanged(PROFILES, Kind.CLIENT_PROFILE);
        // Policies first come to name only what stays; until then their staged profiles must be there.
        ArrayNode both = profiles.deepCopy();
        list(PROFILES).stream().filter(ClientPolicies::isStaged).forEach(both::add);
        put(PROFILES, both);
        put(POLICIES, exchanged(POLICIES, Kind.CLIENT_POLICY));
        put(PROFILES, profiles);
    }

    private ArrayNode with(String list, Kind kind) {
        ArrayNode all = Json.MAPPER.createArrayNode();
        list(list).stream().filter(one -> !isStaged(one)).forEach(all::add);
        for (Difference difference : ofKind(kind)) {
            ObjectNode wanted = named(difference, difference.name().name() + Flows.STAGED);
            if (kind == Kind.CLIENT_POLICY) {
                List<String> profiles = new ArrayList<>();
                wanted.path(PROFILES).forEach(profile -> profiles.add(stagedIfChanged(profile.asText())));
                wanted.set(PROFILES, Json.array(profiles));
            }
            all.add(wanted);
        }
        return all;
    }

    private String stagedIfChanged(String profile) {
        boolean changes = ofKind(Kind.CLIENT_PROFILE).stream()
                .anyMatch(difference -> difference.name().name().equals(profile));
        return changes ? profile + Flows.STAGED : profile;
    }

    private ArrayNode exchanged(String list, Kind kind) {
        ArrayNode all = Json.MAPPER.createArrayNode();
        list(list).stream()
                .filter(one -> !isStaged(one))
                .filter(one -> ofKind(kind).stream()
                        .noneMatch(difference ->
                                difference.name().name().equals(one.path("name").asText())))
                .forEach(all::add);
        ofKind(kind)
                .forEach(difference ->
                        all.add(named(difference, difference.name().name())));
        return all;
    }

    private List<Difference> ofKind(Kind kind) {
        return differences.stream()
                .filter(difference -> difference.name().kind() == kind)
                .filter(difference -> difference.what() != Difference.What.LEFT_OVER)
                .toList();
    }

    private static ObjectNode named(Difference difference, String name) {
        ObjectNode one = Json.over(Json.object().put("name", name), difference.wanted());
        for (String list : List.of("executors", "conditions")) {
            // Keycloak fails where there is none, though it may be empty.
            Json.objects(one.path(list)).forEach(part -> part.withObject("/configuration"));
        }
        return one;
    }

    private static boolean isStaged(JsonNode one) {
        return one.path("name").asText().endsWith(Flows.STAGED);
    }

    private List<ObjectNode> list(String list) {
        return Json.objects(server.get("client-policies", list).path(list));
    }

    private void put(String list, ArrayNode values) {
        ObjectNode body = Json.object();
        body.set(list, values);
        server.put(body, "client-policies", list);
    }
}
