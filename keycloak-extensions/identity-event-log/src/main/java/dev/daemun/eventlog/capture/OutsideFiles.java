package dev.daemun.eventlog.capture;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;
import org.jboss.logging.Logger;
import org.keycloak.events.admin.AdminEvent;
import org.keycloak.events.admin.AuthDetails;
import org.keycloak.events.admin.OperationType;
import org.keycloak.events.admin.ResourceType;
import org.keycloak.models.ClientModel;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;
import org.keycloak.models.UserModel;

/**
 * Tells at once that somebody changed what the realm's files say. The files are applied by the account of the client
 * {@code realm-admin}; a change by anybody else to what they can contain stays until the next apply undoes it or somebody writes
 * it into the files. A realm without that client has no files that anybody applies.
 *
 * <p>Each node counts what was committed there, by realm and kind, in {@code daemun.realm.changed.outside.files}. Who changed what
 * is in Keycloak's log, and in an event with how it was before and is after.
 */
final class OutsideFiles {
    static final String METRIC = "daemun.realm.changed.outside.files";

    private static final Logger LOG = Logger.getLogger(OutsideFiles.class);

    // Daemun's realm-admin signs in with it.
    private static final String APPLIES_FILES = "realm-admin";

    private static final Set<ResourceType> COVERED = EnumSet.of(
            ResourceType.REALM,
            ResourceType.REALM_ROLE,
            ResourceType.REALM_SCOPE_MAPPING,
            ResourceType.AUTH_FLOW,
            ResourceType.AUTH_EXECUTION_FLOW,
            ResourceType.AUTH_EXECUTION,
            ResourceType.AUTHENTICATOR_CONFIG,
            ResourceType.REQUIRED_ACTION_CONFIG,
            ResourceType.REQUIRED_ACTION,
            ResourceType.IDENTITY_PROVIDER,
            ResourceType.IDENTITY_PROVIDER_MAPPER,
            ResourceType.PROTOCOL_MAPPER,
            ResourceType.GROUP,
            ResourceType.CLIENT,
            ResourceType.CLIENT_ROLE,
            ResourceType.CLIENT_SCOPE,
            ResourceType.CLIENT_SCOPE_MAPPING,
            ResourceType.CLIENT_SCOPE_CLIENT_MAPPING,
            ResourceType.AUTHORIZATION_POLICY,
            ResourceType.USER_PROFILE);

    private static final Set<ResourceType> GIFTS =
            EnumSet.of(ResourceType.REALM_ROLE_MAPPING, ResourceType.CLIENT_ROLE_MAPPING);

    private final KeycloakSession session;
    private final RealmModel realm;
    private final AdminEvent event;
    private final ClientModel account;

    OutsideFiles(KeycloakSession session, RealmModel realm, AdminEvent event) {
        this.session = session;
        this.realm = realm;
        this.event = event;
        account = realm.getClientByClientId(APPLIES_FILES);
    }

    /** Whether there are files that somebody applies to this realm. */
    boolean areFilesApplied() {
        return account != null;
    }

    /** Whether it is a change of what files can contain, by anybody but the account that applies them. */
    boolean isChange() {
        return areFilesApplied() && isChangeOfWhatFilesSay() && !isBy();
    }

    /** Counts the change once it is committed, if it is one. */
    void countIn(MeterRegistry metrics) {
        if (isChange()) {
            String kind = event.getResourceType().name().toLowerCase(Locale.ROOT);
            AuthDetails who = event.getAuthDetails();
            // Names may contain anything, also what would look like another line of the log.
            String line = ("The realm " + realm.getName() + " was changed outside its files: "
                            + event.getOperationType()
                            + " of " + event.getResourcePath() + " (" + kind + ") by the account "
                            + (who == null ? "of nobody" : who.getUserId() + " of the realm " + who.getRealmId()))
                    .replaceAll("\\p{Cntrl}", "?");
            Counter counter = Counter.builder(METRIC)
                    .description("Changes of what the realm's files say, by others than the account that applies these")
                    .tag("realm", realm.getName())
                    .tag("kind", kind)
                    .register(metrics);
            OnCommit.isFollowedBy(session, () -> {
                LOG.warn(line);
                counter.increment();
            });
        }
    }

    private boolean isBy() {
        AuthDetails who = event.getAuthDetails();
        return who != null
                && realm.getId().equals(who.getRealmId())
                && account.getId().equals(who.getClientId());
    }

    private boolean isChangeOfWhatFilesSay() {
        // An action ends sessions, or makes another secret, which no file says.
        if (event.getOperationType() == OperationType.ACTION) {
            return false;
        }
        ResourcePath path = ResourcePath.of(event);
        if (GIFTS.contains(event.getResourceType())) {
            return path.step(0).equals("groups") || isServiceAccount(path);
        }
        return COVERED.contains(event.getResourceType()) && !isOfAUser(path);
    }

    /** A partial import calls each user a part of the realm. */
    private static boolean isOfAUser(ResourcePath path) {
        return path.step(0).equals("users") && !path.step(1).equals("profile");
    }

    private boolean isServiceAccount(ResourcePath path) {
        UserModel user = path.step(0).equals("users") ? session.users().getUserById(realm, path.step(1)) : null;
        return user != null && user.getServiceAccountClientLink() != null;
    }
}
