package dev.daemun.upstreamsignals.held;

import java.util.List;
import org.keycloak.Config;
import org.keycloak.connections.jpa.entityprovider.JpaEntityProvider;
import org.keycloak.connections.jpa.entityprovider.JpaEntityProviderFactory;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.KeycloakSessionFactory;

/** Has Keycloak create this module's two tables in its database when it starts. */
public final class UpstreamTablesFactory implements JpaEntityProviderFactory {
    /** Keycloak names the changelog's own table by its first ten letters. */
    private static final String ID = "daemunsignals";

    @Override
    public String getId() {
        return ID;
    }

    @Override
    public JpaEntityProvider create(KeycloakSession session) {
        return new Changelog();
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

    private static final class Changelog implements JpaEntityProvider {
        @Override
        public List<Class<?>> getEntities() {
            // Rows are written as plain SQL: Hibernate would choose another moment to send them.
            return List.of();
        }

        @Override
        public String getChangelogLocation() {
            return "META-INF/daemun-upstream-signals-changelog.xml";
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
