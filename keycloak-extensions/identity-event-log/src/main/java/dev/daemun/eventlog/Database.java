package dev.daemun.eventlog;

import java.sql.Connection;
import java.sql.SQLException;
import org.hibernate.Session;
import org.keycloak.connections.jpa.JpaConnectionProvider;
import org.keycloak.models.KeycloakSession;

/**
 * Plain SQL on the connection and in the transaction of a Keycloak session. It does not go through JPA entities, because
 * a row must be in the database, or have failed, at a moment that we choose, and Hibernate chooses that moment by itself.
 */
public final class Database {
    private final Session hibernate;

    /** The database of a session, joined to the session's transaction. */
    public Database(KeycloakSession session) {
        this.hibernate = session.getProvider(JpaConnectionProvider.class)
                .getEntityManager()
                .unwrap(Session.class);
    }

    /**
     * SQL that returns a result.
     *
     * @param <T> what it returns
     */
    @FunctionalInterface
    public interface Query<T> {
        /** Runs it on the session's connection, which it must not close. */
        T on(Connection connection) throws SQLException;
    }

    /** SQL that returns nothing. */
    @FunctionalInterface
    public interface Change {
        /** Runs it on the session's connection, which it must not close. */
        void on(Connection connection) throws SQLException;
    }

    /**
     * Runs a query.
     *
     * @throws org.hibernate.JDBCException when the database refuses it
     */
    public <T> T get(Query<T> query) {
        return hibernate.doReturningWork(query::on);
    }

    /**
     * Runs a change.
     *
     * @throws org.hibernate.JDBCException when the database refuses it
     */
    public void change(Change change) {
        hibernate.doWork(change::on);
    }

    /** Sends to the database what Keycloak's models have changed so far, so that their row locks are taken before ours. */
    public void sendModelChanges() {
        hibernate.flush();
    }
}
