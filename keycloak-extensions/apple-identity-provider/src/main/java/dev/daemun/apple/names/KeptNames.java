package dev.daemun.apple.names;

import java.sql.SQLException;
import java.time.Duration;
import java.util.Optional;
import org.hibernate.Session;
import org.hibernate.jdbc.ReturningWork;
import org.keycloak.common.util.Time;
import org.keycloak.connections.jpa.JpaConnectionProvider;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.utils.KeycloakModelUtils;

/**
 * Keeps the name that Apple tells only once, from the moment it comes until an account has it. The sign-in in which it came may fail: Apple
 * can't be reached, a page is closed half-way. A name is kept for seven days at most, and of ten thousand people at most; then the oldest go.
 *
 * @param session whose database is used
 * @param provider Keycloak's internal id of the provider
 */
public record KeptNames(KeycloakSession session, String provider) {
    static final Duration LONGEST = Duration.ofDays(7);
    static final int MOST = 10_000;

    private static final String INTEGRITY_VIOLATION = "23";

    /** Keeps a name in a transaction of its own, so that it outlives a sign-in that is rolled back. */
    public void keep(String sub, PersonName name) {
        try {
            KeycloakModelUtils.runJobInTransaction(
                    session.getKeycloakSessionFactory(),
                    own -> sql(own, connection -> {
                        new KeptNameTable(connection).keep(provider, sub, name, Time.currentTimeMillis());
                        return null;
                    }));
        } catch (RuntimeException e) {
            // Of two browsers that bring the same person's name at once, one is enough.
            if (!isIntegrityViolation(e)) {
                throw e;
            }
        }
    }

    /** The name that was kept for a person. */
    public Optional<PersonName> of(String sub) {
        return sql(
                session,
                connection -> new KeptNameTable(connection)
                        .find(provider, sub, Time.currentTimeMillis() - LONGEST.toMillis()));
    }

    /** Deletes the name in the transaction of the sign-in that has used it. */
    public void used(String sub) {
        sql(session, connection -> {
            new KeptNameTable(connection).delete(provider, sub);
            return null;
        });
    }

    private static <T> T sql(KeycloakSession session, ReturningWork<T> work) {
        return session.getProvider(JpaConnectionProvider.class)
                .getEntityManager()
                .unwrap(Session.class)
                .doReturningWork(work);
    }

    static boolean isIntegrityViolation(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof SQLException sql
                    && sql.getSQLState() != null
                    && sql.getSQLState().startsWith(INTEGRITY_VIOLATION)) {
                return true;
            }
        }
        return false;
    }
}
