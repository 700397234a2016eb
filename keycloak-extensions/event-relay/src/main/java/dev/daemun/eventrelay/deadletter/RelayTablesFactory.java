package dev.daemun.eventrelay.deadletter;

import java.util.List;
import org.keycloak.Config;
import org.keycloak.connections.jpa.entityprovider.JpaEntityProvider;
import org.keycloak.connections.jpa.entityprovider.JpaEntityProviderFactory;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.KeycloakSessionFactory;

/** Has Keycloak make and migrate the tables of the relay with its own, at its start. */
public final class RelayTablesFactory implements JpaEntityProviderFactory {
    /** Keycloak names the changelog's own table by its first ten letters. */
    private static final String ID = "daemunrelay";

    @Override
    public String getId() {
        return ID;
    }

    @Override
    public JpaEntityProvider create(KeycloakSession session) {
        return new RelayTables();
    }

    @Override
    public void init(Config.Scope config) {
        // Nothing to configure.
    }

    @Override
    public void postInit(KeycloakSessionFactory factory) {
        // Nothing to wait for.
    }

    @Override
    public void close() {
        // Nothing is held.
    }

    private static final class RelayTables implements JpaEntityProvider {
        @Override
        public List<Class<?>> getEntities() {
            // Rows are written and read as plain SQL.
            return List.of();
        }

        @Override
        public String getChangelogLocation() {
            return "META-INF/daemun-event-relay-changelog.xml";
        }

        @Override
        public String getFactoryId() {
            return ID;
        }

        @Override
        public void close() {
            // Nothing is held.
        }
    }
}
