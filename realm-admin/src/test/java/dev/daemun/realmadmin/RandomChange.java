package dev.daemun.realmadmin;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map.Entry;
import java.util.Random;
import java.util.Set;

/** Changes, removes or adds something somewhere in a realm. */
final class RandomChange {
    /** What ties objects together: without it there is no realm. */
    private static final Set<String> NAMES = Set.of(
            "alias",
            "clientId",
            "name",
            "realm",
            "flowAlias",
            "authenticatorConfig",
            "keycloakVersion",
            "kc.user.profile.config",
            "identityProviderAlias",
            "topLevel");

    private RandomChange() {}

    static void at(ObjectNode realm, Random random) {
        JsonNode place = realm;
        // Mostly deep inside, where the members of single objects are.
        for (int depth = 0; depth < 2 + random.nextInt(5); depth++) {
            List<JsonNode> inner = new ArrayList<>();
            if (place instanceof ObjectNode object) {
                object.properties().forEach(member -> {
                    // The roles of the realm are called as the realm's name is.
                    boolean isName =
                            NAMES.contains(member.getKey()) && !member.getKey().equals("realm");
                    if (member.getValue().isContainerNode() && !isName) {
                        inner.add(member.getValue());
                    }
                });
            } else {
                place.forEach(inner::add);
                inner.removeIf(JsonNode::isValueNode);
            }
            if (inner.isEmpty()) {
                break;
            }
            place = inner.get(random.nextInt(inner.size()));
        }
        if (place instanceof ObjectNode object && !object.has("realm")) {
            change(object, random);
        } else if (place instanceof ArrayNode array) {
            change(array, random);
        }
    }

    private static void change(ObjectNode object, Random random) {
        List<Entry<String, JsonNode>> members = object.properties().stream()
                .filter(member -> !NAMES.contains(member.getKey()))
                .toList();
        if (members.isEmpty()) {
            return;
        }
        Entry<String, JsonNode> one = members.get(random.nextInt(members.size()));
        // Keycloak leaves out no switch and no number.
        if (random.nextBoolean()
                && !one.getValue().isBoolean()
                && !one.getValue().isNumber()) {
            object.remove(one.getKey());
        } else if (one.getValue().isBoolean()) {
            object.put(one.getKey(), !one.getValue().asBoolean());
        } else if (one.getValue().isNumber()) {
            object.put(one.getKey(), random.nextInt(1000));
        } else if (one.getValue().isTextual()) {
            object.put(one.getKey(), "changed-" + random.nextInt());
        }
    }

    private static void change(ArrayNode array, Random random) {
        if (!array.isEmpty() && random.nextBoolean()) {
            array.remove(random.nextInt(array.size()));
        } else if (array.isEmpty() || array.get(0).isTextual()) {
            array.add("added-" + random.nextInt(3));
        }
    }
}
