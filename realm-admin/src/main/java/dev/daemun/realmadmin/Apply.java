package dev.daemun.realmadmin;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiConsumer;

/** Changes a realm to what the files say. Cut off at any moment, it is simply run again. */
final class Apply {
    private final Map<Kind, Writer> writers = new EnumMap<>(Kind.class);
    private final ClientPolicies policies;
    private final List<Difference> differences;

    private Apply(
            RealmServer server,
            ObjectNode files,
            ObjectNode export,
            List<Difference> differences,
            Set<ObjectName> keycloaks) {
        this.differences = differences;
        Ids ids = new Ids(export);
        RoleGrants grants = new RoleGrants(server, ids);
        MapperRequests mappers = new MapperRequests(server, ids);
        RoleWriter roles = new RoleWriter(server, ids, grants);
        policies = ClientPolicies.of(server, differences);
        // These two are changed together.
        Writer elsewhere = new Writer() {
            @Override
            public void delete(Difference difference) {}
        };
        writers.put(Kind.CLIENT_PROFILE, elsewhere);
        writers.put(Kind.CLIENT_POLICY, elsewhere);
        writers.put(Kind.FLOW, new FlowWriter(server, ids, new FlowReplacement(server), keycloaks));
        writers.put(Kind.REQUIRED_ACTION, new RequiredActionWriter(server));
        writers.put(Kind.USER_PROFILE, new UserProfileWriter(server));
        writers.put(Kind.LOCALISATION, new LocalisationWriter(server));
        writers.put(Kind.ROLE, roles);
        writers.put(Kind.CLIENT_SCOPE, new ClientScopeWriter(server, ids, grants, mappers));
        writers.put(Kind.IDENTITY_PROVIDER, new IdentityProviderWriter(server, ids, export));
        writers.put(Kind.CLIENT, new ClientWriter(server, ids, grants, mappers, files, export));
        writers.put(Kind.CLIENT_ROLE, roles);
        writers.put(Kind.GROUP, new GroupWriter(server, ids, grants));
        AdminPolicyWriter adminPolicies = new AdminPolicyWriter(server, ids);
        writers.put(Kind.ADMIN_POLICY, adminPolicies);
        writers.put(Kind.ADMIN_PERMISSION, adminPolicies);
        writers.put(Kind.REALM, new RealmWriter(server, ids, files));
    }

    /** Carries out what the comparison found, except what is foreign, and except deletions unless they are asked for. */
    static void run(
            RealmServer server,
            ObjectNode files,
            ObjectNode export,
            List<Difference> differences,
            Set<ObjectName> keycloaks,
            boolean prune) {
        new Apply(server, files, export, differences, keycloaks).run(prune);
    }

    private void run(boolean prune) {
        policies.tighten();
        each(Writer::close, Difference.What.CHANGED);
        if (prune) {
            each(Writer::close, Difference.What.LEFT_OVER);
        }
        each(Writer::build, Difference.What.MISSING);
        each(Writer::change, Difference.What.CHANGED);
        each(Writer::grant, Difference.What.CHANGED, Difference.What.MISSING);
        each(Writer::release, Difference.What.CHANGED, Difference.What.MISSING);
        if (prune) {
            List<Difference> leftOver = new ArrayList<>(differences);
            Collections.reverse(leftOver);
            leftOver.stream()
                    .filter(difference -> difference.what() == Difference.What.LEFT_OVER)
                    .forEach(difference -> writers.get(difference.name().kind()).delete(difference));
        }
        policies.narrow();
    }

    private void each(BiConsumer<Writer, Difference> step, Difference.What... whats) {
        for (Difference difference : differences) {
            if (List.of(whats).contains(difference.what())) {
                step.accept(writers.get(difference.name().kind()), difference);
            }
        }
    }
}
