package dev.daemun.eventlog.capture;

import jakarta.persistence.EntityManager;
import java.io.Serializable;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.hibernate.Session;
import org.hibernate.engine.spi.SessionFactoryImplementor;
import org.hibernate.event.spi.EventType;
import org.hibernate.event.spi.PostUpdateEvent;
import org.hibernate.event.spi.PostUpdateEventListener;
import org.hibernate.persister.entity.EntityPersister;
import org.keycloak.models.jpa.entities.UserEntity;

/**
 * The users whose rows one transaction has updated, whoever asked for it: an identity provider at a sign-in, a directory's
 * synchronisation, a workflow. It is serializable only because Hibernate keeps nothing else for a session.
 */
final class ChangedUsers implements Serializable {
    private static final long serialVersionUID = 1;
    private static final String NAME = "dev.daemun.changed-users";
    private static final Set<String> PROFILE = Set.of("username", "email", "firstName", "lastName");
    private static final String ENABLED = "enabled";

    private final Set<User> profiles = new LinkedHashSet<>();
    private final Set<User> states = new LinkedHashSet<>();

    private ChangedUsers() {}

    /** A user by Keycloak's ids. */
    record User(String realmId, String id) implements Serializable {}

    /** Begins to collect them in all sessions that {@link #in} was called for. */
    static void observe(EntityManager database) {
        database.getEntityManagerFactory()
                .unwrap(SessionFactoryImplementor.class)
                .getEventListenerRegistry()
                .appendListeners(EventType.POST_UPDATE, new Observer());
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

    /** Those who were enabled or disabled, and forgets them. */
    List<User> states() {
        return taken(states);
    }

    private static List<User> taken(Set<User> users) {
        List<User> all = List.copyOf(users);
        users.clear();
        return all;
    }

    private void add(User user, PostUpdateEvent event) {
        // Hibernate does not know the old state of an entity that was detached meanwhile.
        int[] dirty = event.getDirtyProperties() == null ? new int[0] : event.getDirtyProperties();
        List<String> names = Arrays.stream(dirty)
                .mapToObj(property -> event.getPersister().getPropertyNames()[property])
                .toList();
        if (names.stream().anyMatch(PROFILE::contains)) {
            profiles.add(user);
        }
        if (names.contains(ENABLED)) {
            states.add(user);
        }
    }

    private static final class Observer implements PostUpdateEventListener {
        private static final long serialVersionUID = 1;

        @Override
        public void onPostUpdate(PostUpdateEvent event) {
            if (event.getEntity() instanceof UserEntity user
                    && event.getSession() instanceof Session session
                    && session.getProperties().get(NAME) instanceof ChangedUsers changed) {
                changed.add(new User(user.getRealmId(), user.getId()), event);
            }
        }

        @Override
        public boolean requiresPostCommitHandling(EntityPersister persister) {
            return false;
        }
    }
}
