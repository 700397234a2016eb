package dev.daemun.realmadmin;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Clock;
import java.util.List;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import org.keycloak.admin.client.Keycloak;

/**
 * The realm of the files beside that of a running Keycloak.
 *
 * <p>Users, their sessions and credentials, and the realm's keys are never read and never changed. Of users only service
 * accounts are seen, with their roles.
 */
public final class RealmAdmin {
    private static final Set<Kind> NAMED = Set.of(Kind.CLIENT, Kind.ROLE, Kind.CLIENT_SCOPE);

    private final RealmServer server;
    private final Clock clock;
    private final String owner;
    private final ObjectNode files;
    private final RealmObjects wanted;

    /**
     * @param keycloak has the rights {@code manage-realm}, {@code manage-clients}, {@code manage-users} and
     *     {@code manage-identity-providers} in the realm
     * @param url Keycloak's address, without a slash at its end
     * @param realm the realm of the files in Keycloak's representation, with its variables filled in
     * @param owner who changes the realm, as others read it who have to wait
     */
    public RealmAdmin(Keycloak keycloak, String url, JsonNode realm, Clock clock, String owner) {
        this.clock = clock;
        this.owner = owner;
        files = (ObjectNode) realm;
        server = new RealmServer(keycloak, url, files.path("realm").asText());
        wanted = RepresentationReader.readFile(files);
    }

    /** Compares, and changes nothing. */
    public Plan plan() {
        return plan(server.export());
    }

    private Plan plan(ObjectNode export) {
        RealmObjects found = RepresentationReader.readExport(export, wanted);
        return new Plan(Comparison.of(wanted, found), notCovered(export, found));
    }

    private SortedSet<String> notCovered(ObjectNode export, RealmObjects found) {
        SortedSet<String> names = new TreeSet<>(found.notCovered());
        names.addAll(List.of("users", "sessions", "credentials", "members of organizations"));
        found.keycloaks().stream()
                .filter(name -> NAMED.contains(name.kind()) && !wanted.objects().containsKey(name))
                .forEach(name -> names.add("Keycloak's own " + name));
        String version = export.path("keycloakVersion").asText();
        if (!version.startsWith(KeycloakDefaults.VERSION + ".")) {
            names.add("what is a default of Keycloak " + version + " and was none of " + KeycloakDefaults.VERSION);
        }
        return names;
    }

    /**
     * Changes the server to what the files say, and deletes nothing but what the files once made.
     *
     * @param prune whether to delete that
     * @return what still differs: what somebody else made, and without {@code prune} what the files no longer have
     * @throws RuntimeException when it is cut off or somebody else changes the realm; running it again completes it
     */
    public Plan apply(boolean prune) {
        ObjectNode before = server.export();
        Plan plan = plan(before);
        if (!hasWork(plan, prune) && !FlowReplacement.isUnfinished(before)) {
            return plan;
        }
        refuseWhatOnlyAnAdministratorMayGive(plan);
        RealmLock.holding(server, clock, owner, () -> {
            ObjectNode export = server.export();
            if (FlowReplacement.isUnfinished(export)) {
                new FlowReplacement(server).recover(export);
                export = server.export();
            }
            if (changesPolicies(change(export, prune))) {
                // Until the end of that, a policy that is to go has taken back what it forbids.
                change(server.export(), prune);
            }
        });
        return plan();
    }

    private List<Difference> change(ObjectNode export, boolean prune) {
        RealmObjects found = RepresentationReader.readExport(export, wanted);
        List<Difference> differences = Comparison.of(wanted, found);
        Apply.run(server, files, export, differences, found.keycloaks(), prune);
        return differences;
    }

    private static boolean changesPolicies(List<Difference> differences) {
        return differences.stream()
                .filter(difference -> difference.what() != Difference.What.FOREIGN)
                .map(difference -> difference.name().kind())
                .anyMatch(kind -> kind == Kind.CLIENT_PROFILE || kind == Kind.CLIENT_POLICY);
    }

    /** Before anything is changed, since the realm would stay closed half-way. */
    private void refuseWhatOnlyAnAdministratorMayGive(Plan plan) {
        List<String> gifts = AdministratorsRoles.thatOnlyAnAdministratorGives(
                plan.differences(), files.path("adminPermissionsEnabled").asBoolean());
        // Keycloak tells only an administrator of the realm master what it runs on.
        if (!gifts.isEmpty()
                && server.serverInfo().filter(info -> info.has("memoryInfo")).isEmpty()) {
            throw new RealmAdminException("Keycloak lets only an administrator of everything give "
                    + String.join(" and ", gifts) + ". Nothing was changed: run apply once with --user.");
        }
    }

    /**
     * Gives clients, identity providers and the mail server the secrets of the files, also where somebody has rotated them.
     * Whoever uses the old one is refused from then on.
     */
    public void sendSecrets() {
        RealmLock.holding(server, clock, owner, () -> {
            ObjectNode export = server.export();
            new SecretSender(server, files).send(new Ids(export), RepresentationReader.readExport(export));
        });
    }

    private static boolean hasWork(Plan plan, boolean prune) {
        return plan.differences().stream().anyMatch(difference -> switch (difference.what()) {
            case MISSING, CHANGED -> true;
            case LEFT_OVER -> prune || difference.name().name().endsWith(Flows.STAGED);
            case FOREIGN -> false;
        });
    }
}
