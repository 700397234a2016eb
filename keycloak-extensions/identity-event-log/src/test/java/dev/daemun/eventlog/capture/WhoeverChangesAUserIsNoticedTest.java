package dev.daemun.eventlog.capture;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.UUID;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.hibernate.Session;
import org.hibernate.SessionFactory;
import org.hibernate.cfg.Configuration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.keycloak.models.jpa.entities.CredentialEntity;
import org.keycloak.models.jpa.entities.FederatedIdentityEntity;
import org.keycloak.models.jpa.entities.UserAttributeEntity;
import org.keycloak.models.jpa.entities.UserEntity;
import org.keycloak.models.jpa.entities.UserRequiredActionEntity;

/** On Keycloak's own entities. */
class WhoeverChangesAUserIsNoticedTest {
    private static final ChangedUsers.User USER = new ChangedUsers.User("realm-id", "U");

    private SessionFactory database;

    @BeforeEach
    void createUsers() {
        Configuration configuration = new Configuration()
                .setProperty(
                        "hibernate.connection.url",
                        "jdbc:h2:mem:" + UUID.randomUUID() + ";DB_CLOSE_DELAY=-1;NON_KEYWORDS=VALUE")
                .setProperty("hibernate.hbm2ddl.auto", "create")
                .setProperty("hibernate.query.startup_check", "false");
        Stream.of(
                        UserEntity.class,
                        UserAttributeEntity.class,
                        UserRequiredActionEntity.class,
                        CredentialEntity.class,
                        FederatedIdentityEntity.class)
                .forEach(configuration::addAnnotatedClass);
        database = configuration.buildSessionFactory();
        in(session -> {
            session.persist(user("U", "directory"));
            session.persist(user("V", null));
        });
        in(ChangedUsers::observe);
    }

    @AfterEach
    void close() {
        database.close();
    }

    @Test
    void whoHasAnotherName() {
        in(session -> {
            ChangedUsers changed = ChangedUsers.in(session);
            session.find(UserEntity.class, "U").setFirstName("Another");
            assertThat(changed.profiles())
                    .as("before it is sent to the database")
                    .isEmpty();
            session.flush();
            assertThat(changed.profiles()).containsExactly(USER);
            assertThat(changed.profiles()).as("once").isEmpty();
            assertThat(changed.states()).isEmpty();
        });
    }

    @Test
    void whoHasAnotherAddressAlsoWhereAQueryHasSentItToTheDatabase() {
        in(session -> {
            ChangedUsers changed = ChangedUsers.in(session);
            session.find(UserEntity.class, "U").setEmail("another@example.com", false);
            assertThat(RecordingUsers.imported(session, "realm-id", "directory"))
                    .containsExactly("U");
            session.flush();
            assertThat(changed.profiles()).containsExactly(USER);
        });
    }

    @Test
    void whoseAddressIsVerifiedNow() {
        in(session -> {
            ChangedUsers changed = ChangedUsers.in(session);
            session.find(UserEntity.class, "U").setEmailVerified(true);
            session.flush();
            assertThat(changed.verifications()).containsExactly(USER);
            assertThat(changed.verifications()).as("once").isEmpty();
            assertThat(changed.profiles()).isEmpty();
            UserEntity both = session.find(UserEntity.class, "U");
            both.setEmailVerified(false);
            both.setFirstName("Another");
            session.flush();
            assertThat(changed.profiles()).containsExactly(USER);
            assertThat(changed.verifications()).as("said by the other").isEmpty();
        });
    }

    @Test
    void whoIsDisabled() {
        in(session -> {
            ChangedUsers changed = ChangedUsers.in(session);
            session.find(UserEntity.class, "U").setEnabled(false);
            session.flush();
            assertThat(changed.states()).containsExactly(USER);
            assertThat(changed.profiles()).isEmpty();
        });
    }

    @Test
    void whoseChangesALogOutUndoes() {
        in(session -> {
            ChangedUsers changed = ChangedUsers.in(session);
            UserEntity read = session.find(UserEntity.class, "U");
            in(other -> {
                UserEntity user = other.find(UserEntity.class, "U");
                user.setEnabled(false);
                user.setLastName("Married");
            });
            read.setNotBefore(1);
            session.flush();
            assertThat(changed.states()).as("enabled again").containsExactly(USER);
            assertThat(changed.profiles()).as("has the old name again").containsExactly(USER);
        });
        in(session ->
                assertThat(session.find(UserEntity.class, "U").isEnabled()).isTrue());
    }

    @Test
    void whomSomebodyElseHasDisabledAlready() {
        in(session -> {
            ChangedUsers changed = ChangedUsers.in(session);
            UserEntity read = session.find(UserEntity.class, "U");
            in(other -> other.find(UserEntity.class, "U").setEnabled(false));
            read.setEnabled(false);
            session.flush();
            assertThat(changed.states()).isEmpty();
        });
    }

    @Test
    void nobodyElse() {
        in(session -> {
            ChangedUsers changed = ChangedUsers.in(session);
            session.find(UserEntity.class, "U").setNotBefore(1);
            session.find(UserEntity.class, "V").setNotBefore(2);
            session.persist(user("W", null));
            session.flush();
            assertThat(changed.profiles()).isEmpty();
            assertThat(changed.verifications()).isEmpty();
            assertThat(changed.states()).isEmpty();
        });
        // In a session of which nobody wants to know.
        in(session -> session.find(UserEntity.class, "U").setFirstName("Yet another"));
    }

    @Test
    void onlyTheUsersOfThatDirectoryAreItsImportedOnes() {
        in(session -> {
            assertThat(RecordingUsers.imported(session, "realm-id", "directory"))
                    .containsExactly("U");
            assertThat(RecordingUsers.imported(session, "another-realm", "directory"))
                    .isEmpty();
            assertThat(RecordingUsers.imported(session, "realm-id", "another-directory"))
                    .isEmpty();
        });
    }

    private void in(Consumer<Session> work) {
        database.inTransaction(work);
    }

    private static UserEntity user(String id, String directory) {
        UserEntity user = new UserEntity();
        user.setId(id);
        user.setRealmId("realm-id");
        user.setUsername("name-of-" + id);
        user.setEnabled(true);
        user.setFederationLink(directory);
        return user;
    }
}
