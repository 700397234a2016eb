package dev.daemun.realmadmin;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** Compares the realm of the files with that of a server. */
final class Comparison {
    private Comparison() {}

    static List<Difference> of(RealmObjects files, RealmObjects server) {
        List<Difference> differences = new ArrayList<>();
        Set<ObjectName> names = new TreeSet<>(files.objects().keySet());
        names.addAll(server.objects().keySet());
        for (ObjectName name : names) {
            ObjectNode wanted = files.objects().get(name);
            ObjectNode found = server.objects().get(name);
            if (wanted == null) {
                if (!server.keycloaks().contains(name) && isCovered(name, files)) {
                    Difference.What what =
                            server.managed().contains(name) ? Difference.What.LEFT_OVER : Difference.What.FOREIGN;
                    differences.add(new Difference(name, what, Json.object(), found, List.of()));
                }
            } else if (found == null) {
                differences.add(new Difference(name, Difference.What.MISSING, wanted, Json.object(), List.of()));
            } else {
                List<Detail> details = details(name.kind(), wanted, found);
                if (!details.isEmpty()) {
                    differences.add(new Difference(name, Difference.What.CHANGED, wanted, found, details));
                }
            }
        }
        return differences;
    }

    /** A file without a user profile leaves it to the administrators. */
    private static boolean isCovered(ObjectName name, RealmObjects files) {
        return name.kind() != Kind.USER_PROFILE || files.objects().containsKey(name);
    }

    private static List<Detail> details(Kind kind, JsonNode wanted, JsonNode found) {
        List<Detail> details = new ArrayList<>();
        collect(List.of(), wanted, found, details);
        // The realm's texts have names such as "password", and none of them is a secret.
        if (kind != Kind.LOCALISATION) {
            details.removeIf(Comparison::isSameSecret);
        }
        return details;
    }

    private static void collect(List<String> path, JsonNode wanted, JsonNode found, List<Detail> details) {
        if (wanted.isObject() && found.isObject()) {
            Set<String> names = new TreeSet<>();
            wanted.fieldNames().forEachRemaining(names::add);
            found.fieldNames().forEachRemaining(names::add);
            for (String name : names) {
                if (!name.startsWith("$")) {
                    List<String> inner = new ArrayList<>(path);
                    inner.add(name);
                    collect(List.copyOf(inner), member(wanted, name), member(found, name), details);
                }
            }
        } else if (!wanted.equals(found)) {
            details.add(new Detail(path, found, wanted));
        }
    }

    private static JsonNode member(JsonNode object, String name) {
        return object.has(name) ? object.get(name) : MissingNode.getInstance();
    }

    /** Whether both sides have a secret, whichever it is. */
    private static boolean isSameSecret(Detail detail) {
        return detail.wanted().isTextual()
                && detail.found().isTextual()
                && (Secrets.isSecret(detail.path(), detail.found())
                        || Secrets.isSecret(detail.path(), detail.wanted()));
    }
}
