package dev.daemun.eventlog.fakes;

import dev.daemun.eventlog.Transactions;
import jakarta.persistence.EntityManager;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Function;
import javax.sql.DataSource;
import org.hibernate.Session;
import org.hibernate.exception.GenericJDBCException;
import org.hibernate.jdbc.ReturningWork;
import org.hibernate.jdbc.Work;
import org.keycloak.connections.jpa.JpaConnectionProvider;
import org.keycloak.models.KeycloakSession;

/** Transactions on a real database without a Keycloak, in sessions that have the providers a test has put in. */
public final class TestTransactions implements Transactions {
    private final DataSource database;
    private final Map<Class<?>, Object> providers = new HashMap<>();
    private Throwable failure;

    /** On a database, or on none where the work asks for none. */
    public TestTransactions(DataSource database) {
        this.database = database;
    }

    /** Adds what a session's {@code getProvider} gives. */
    public <T> TestTransactions with(Class<T> type, T provider) {
        providers.put(type, provider);
        return this;
    }

    /** Makes each transaction fail from now on; null ends that. */
    public void failWith(Throwable cause) {
        failure = cause;
    }

    @Override
    public <T> T call(Function<KeycloakSession, T> work) {
        if (failure instanceof Error error) {
            throw error;
        } else if (failure instanceof RuntimeException exception) {
            throw exception;
        }
        if (database == null) {
            return work.apply(session(null));
        }
        try (Connection connection = database.getConnection()) {
            connection.setAutoCommit(false);
            try {
                T result = work.apply(session(connection));
                connection.commit();
                return result;
            } catch (RuntimeException | Error e) {
                connection.rollback();
                throw e;
            }
        } catch (SQLException e) {
            throw new GenericJDBCException("The test's database failed.", e);
        }
    }

    private KeycloakSession session(Connection connection) {
        return Fake.of(KeycloakSession.class, (method, arguments) -> {
            if (method.equals("getProvider") && arguments[0] == JpaConnectionProvider.class) {
                return jpa(connection);
            }
            if (method.equals("getProvider") && providers.containsKey(arguments[0])) {
                return providers.get(arguments[0]);
            }
            throw new UnsupportedOperationException(method);
        });
    }

    private static JpaConnectionProvider jpa(Connection connection) {
        Session hibernate = Fake.of(Session.class, (method, arguments) -> hibernate(connection, method, arguments[0]));
        EntityManager entities = Fake.of(EntityManager.class, (method, arguments) -> hibernate);
        return Fake.of(JpaConnectionProvider.class, (method, arguments) -> entities);
    }

    private static Object hibernate(Connection connection, String method, Object work) {
        try {
            return switch (method) {
                case "doReturningWork" -> ((ReturningWork<?>) work).execute(connection);
                case "doWork" -> {
                    ((Work) work).execute(connection);
                    yield null;
                }
                default -> throw new UnsupportedOperationException(method);
            };
        } catch (SQLException e) {
            throw new GenericJDBCException("The database refused it.", e);
        }
    }
}
