package dev.daemun.realmadmin;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;

/**
 * A realm as objects that can be compared one by one: without ids, in one order, each with all that belongs to it.
 *
 * @param objects each object's content
 * @param managed those that carry the mark of the files
 * @param keycloaks those that Keycloak makes by itself in each realm
 * @param notCovered what else the realm contains, which is neither compared nor changed
 */
record RealmObjects(
        SortedMap<ObjectName, ObjectNode> objects,
        Set<ObjectName> managed,
        Set<ObjectName> keycloaks,
        SortedSet<String> notCovered) {}
