package dev.daemun.eventlog.store;

import java.sql.Connection;
import java.sql.SQLException;
import org.hibernate.Session;
import org.keycloak.connections.jpa.JpaConnectionProvider;
import org.keycloak.models.KeycloakSession;

/**
 * Plain SQL on the connection and in the transaction of a Keycloak session. Not through entities: a row must be in the
 * database, or have failed, at a moment that we choose, and Hibernate chooses its own.
 */
public final class Database {
    private final Session hibernate;

    public Database(KeycloakSession session) {
        this.hibernate = session.getProvider(JpaConnectionProvider.class)
                .getEntityManager()
                .unwrap(Session.class);
    }

    /** Some SQL. */
    @FunctionalInterface
    public interface Work<T> {
        T on(Connection connection) throws SQLException;
    }

    /** Some SQL that gives nothing back. */
    @FunctionalInterface
    public interface Change {
        void on(Connection connection) throws SQLException;
    }

    public <T> T get(Work<T> work) {
        return hibernate.doReturningWork(work::on);
    }

    public void change(Change change) {
        hibernate.doWork(change::on);
    }

    /** Sends what the models have changed so far, so that their row locks are taken before ours. */
    public void sendModelChanges() {
        hibernate.flush();
    }
}
