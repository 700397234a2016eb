package dev.daemun.eventlog.capture;

import jakarta.persistence.EntityManager;
import java.io.Serializable;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.hibernate.Session;
import org.hibernate.engine.spi.SessionFactoryImplementor;
import org.hibernate.event.spi.EventType;
import org.hibernate.event.spi.PreUpdateEvent;
import org.hibernate.event.spi.PreUpdateEventListener;
import org.keycloak.models.jpa.entities.UserEntity;

/**
 * The users whose rows one transaction has changed, whoever asked for it: an identity provider at a sign-in, a directory's
 * synchronisation, a workflow. Keycloak writes all columns of a user whenever it writes one, as its transaction has read them. So
 * a log-out can undo a change that another transaction has committed in between; that is why rows are compared here, and not what a
 * transaction meant to change. It is serializable only because Hibernate keeps nothing else for a session.
 */
final class ChangedUsers implements Serializable {
    private static final long serialVersionUID = 1;
    private static final String NAME = "dev.daemun.changed-users";

    private final Set<User> profiles = new LinkedHashSet<>();
    private final Set<User> verifications = new LinkedHashSet<>();
    private final Set<User> states = new LinkedHashSet<>();

    private ChangedUsers() {}

    /** A user by Keycloak's ids. */
    record User(String realmId, String id) implements Serializable {}

    /** Begins to collect them in all sessions that {@link #in} was called for. */
    static void observe(EntityManager database) {
        SessionFactoryImplementor factory = database.getEntityManagerFactory().unwrap(SessionFactoryImplementor.class);
        // The lock that the update itself takes: a stronger one would wait for whoever gives the user a role.
        String lock = factory.getJdbcServices().getDialect().getForUpdateString();
        factory.getEventListenerRegistry()
                .appendListeners(
                        EventType.PRE_UPDATE,
                        new Observer("SELECT USERNAME, EMAIL, FIRST_NAME, LAST_NAME, ENABLED, EMAIL_VERIFIED"
                                + " FROM USER_ENTITY WHERE ID = ?"
                                + lock));
    }

    /** Those of a session, empty at first. */
    static ChangedUsers in(EntityManager database) {
        ChangedUsers changed = new ChangedUsers();
        database.setProperty(NAME, changed);
        return changed;
    }

    /** Those who have another name or address, and forgets them. */
    List<User> profiles() {
        return taken(profiles);
    }

    /** Those who have the same address, which is verified now or is no longer, and forgets them. */
    List<User> verifications() {
        return taken(verifications);
    }

    /** Those who were enabled or disabled, and forgets them. */
    List<User> states() {
        return taken(states);
    }

    private static List<User> taken(Set<User> users) {
        List<User> all = List.copyOf(users);
        users.clear();
        return all;
    }

    /** What of a user's row events are about. */
    private record Row(
            String username, String email, String firstName, String lastName, boolean enabled, boolean emailVerified) {
        static Row of(UserEntity user) {
            return new Row(
                    user.getUsername(),
                    user.getEmail(),
                    user.getFirstName(),
                    user.getLastName(),
                    user.isEnabled(),
                    user.isEmailVerified());
        }

        static Row of(ResultSet row) throws SQLException {
            return new Row(
                    row.getString(1),
                    row.getString(2),
                    row.getString(3),
                    row.getString(4),
                    row.getBoolean(5),
                    row.getBoolean(6));
        }

        boolean hasTheProfileOf(Row other) {
            return Objects.equals(username, other.username)
                    && Objects.equals(email, other.email)
                    && Objects.equals(firstName, other.firstName)
                    && Objects.equals(lastName, other.lastName);
        }
    }

    private void compare(User user, Row before, Row after) {
        if (!after.hasTheProfileOf(before)) {
            profiles.add(user);
        } else if (after.emailVerified != before.emailVerified) {
            verifications.add(user);
        }
        if (after.enabled != before.enabled) {
            states.add(user);
        }
    }

    private record Observer(String query) implements PreUpdateEventListener {
        private static final long serialVersionUID = 1;
        /** The opposite would keep Hibernate from updating the row. */
        private static final boolean UPDATED = false;

        @Override
        public boolean onPreUpdate(PreUpdateEvent event) {
            if (event.getEntity() instanceof UserEntity user
                    && event.getSession() instanceof Session session
                    && session.getProperties().get(NAME) instanceof ChangedUsers changed) {
                Row before = session.doReturningWork(connection -> stored(connection, user.getId()));
                if (before != null) {
                    changed.compare(new User(user.getRealmId(), user.getId()), before, Row.of(user));
                }
            }
            return UPDATED;
        }

        /** Null where another transaction has deleted the user. */
        private Row stored(Connection connection, String userId) throws SQLException {
            try (PreparedStatement statement = connection.prepareStatement(query)) {
                statement.setString(1, userId);
                try (ResultSet row = statement.executeQuery()) {
                    return row.next() ? Row.of(row) : null;
                }
            }
        }
    }
}
