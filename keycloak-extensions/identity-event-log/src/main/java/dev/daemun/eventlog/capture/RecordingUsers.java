package dev.daemun.eventlog.capture;

import static dev.daemun.eventlog.IdentityEventType.DELETED;
import static dev.daemun.eventlog.IdentityEventType.DISABLED;
import static dev.daemun.eventlog.IdentityEventType.EMAIL_VERIFIED;
import static dev.daemun.eventlog.IdentityEventType.ENABLED;
import static dev.daemun.eventlog.IdentityEventType.PASSWORD_CHANGED;
import static dev.daemun.eventlog.IdentityEventType.PROFILE_UPDATED;

import dev.daemun.eventlog.Database;
import dev.daemun.eventlog.IdentityEventType;
import jakarta.persistence.EntityManager;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.BiFunction;
import org.keycloak.credential.CredentialModel;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;
import org.keycloak.models.UserModel;
import org.keycloak.models.credential.PasswordCredentialModel;
import org.keycloak.models.jpa.JpaUserProvider;

/**
 * Keycloak's own store of users, which also records what Keycloak does to them without an event. It deletes users whom a
 * directory does not know any more, sets passwords that are part of a user's representation, takes names and addresses over
 * from an identity provider at each sign-in, and enables or disables users by a directory or a workflow.
 */
final class RecordingUsers extends JpaUserProvider {
    private final KeycloakSession session;
    private final Set<String> created = new HashSet<>();
    private final ChangedUsers changed;

    RecordingUsers(KeycloakSession session, EntityManager database) {
        super(session, database);
        this.session = session;
        this.changed = ChangedUsers.in(database);
        // What the commit will need: no provider can join the transaction once its commit has begun.
        session.realms();
        // Where the commit has begun already, Keycloak only reads users, so there is nothing to record.
        boolean unused = OnCommit.joins(session, this::recordChanges);
    }

    private void recordChanges() {
        new Database(session).sendModelChanges();
        for (ChangedUsers.User user : changed.profiles()) {
            recordChange(user, Set.of(PROFILE_UPDATED), (users, found) -> users.profile(PROFILE_UPDATED, found));
        }
        for (ChangedUsers.User user : changed.verifications()) {
            recordChange(
                    user,
                    Set.of(PROFILE_UPDATED, EMAIL_VERIFIED),
                    (users, found) -> users.profile(PROFILE_UPDATED, found));
        }
        for (ChangedUsers.User user : changed.states()) {
            recordChange(user, Set.of(ENABLED, DISABLED), (users, found) -> users.enabledOrDisabled(found, "keycloak"));
        }
    }

    private void recordChange(
            ChangedUsers.User user, Set<IdentityEventType> types, BiFunction<Users, UserModel, Draft> draft) {
        RealmModel realm = session.realms().getRealm(user.realmId());
        UserModel found = realm == null || created.contains(user.id()) ? null : getUserById(realm, user.id());
        // Where Keycloak has an event for it, that says more.
        if (found != null
                && !Staging.of(session)
                        .has(told -> types.contains(told.type()) && user.id().equals(told.subject))) {
            Staging.of(session).stage(draft.apply(new Users(session, realm), found));
        }
    }

    @Override
    public UserModel addUser(
            RealmModel realm, String id, String username, boolean addDefaultRoles, boolean addDefaultRequiredActions) {
        UserModel user = super.addUser(realm, id, username, addDefaultRoles, addDefaultRequiredActions);
        created.add(user.getId());
        return user;
    }

    @Override
    public boolean removeUser(RealmModel realm, UserModel user) {
        String id = user.getId();
        boolean removed = super.removeUser(realm, user);
        if (removed) {
            deleted(realm, id);
        }
        return removed;
    }

    @Override
    public void removeImportedUsers(RealmModel realm, String storageProviderId) {
        // Before Keycloak removes them, which it does for all at once.
        imported(getEntityManager(), realm.getId(), storageProviderId).forEach(id -> deleted(realm, id));
        super.removeImportedUsers(realm, storageProviderId);
    }

    @Override
    public CredentialModel createCredential(RealmModel realm, UserModel user, CredentialModel credential) {
        CredentialModel stored = super.createCredential(realm, user, credential);
        if (isPassword(credential)) {
            passwordSet(realm, user);
        }
        return stored;
    }

    @Override
    public void updateCredential(RealmModel realm, UserModel user, CredentialModel credential) {
        CredentialModel before =
                isPassword(credential) ? getStoredCredentialById(realm, user, credential.getId()) : null;
        Long setBefore = before == null ? null : before.getCreatedDate();
        super.updateCredential(realm, user, credential);
        // Keycloak keeps the date where it merely hashes the same password anew.
        if (before != null && !Objects.equals(setBefore, credential.getCreatedDate())) {
            passwordSet(realm, user);
        }
    }

    /** The ids of the users whom a directory has brought into Keycloak's table. */
    static List<String> imported(EntityManager database, String realmId, String storageProviderId) {
        return database.createQuery(
                        "select id from UserEntity where realmId = :realm and federationLink = :link", String.class)
                .setParameter("realm", realmId)
                .setParameter("link", storageProviderId)
                .getResultList();
    }

    private void passwordSet(RealmModel realm, UserModel user) {
        // A first password of a new user changes nothing.
        if (!created.contains(user.getId())) {
            Staging.of(session).stage(new Users(session, realm).event(PASSWORD_CHANGED, user.getId()));
        }
    }

    private void deleted(RealmModel realm, String id) {
        Staging.of(session).stage(new Users(session, realm).event(DELETED, id));
    }

    private static boolean isPassword(CredentialModel credential) {
        return PasswordCredentialModel.TYPE.equals(credential.getType());
    }
}
