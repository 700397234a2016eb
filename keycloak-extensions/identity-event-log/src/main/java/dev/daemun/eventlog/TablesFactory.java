package dev.daemun.eventlog;

import java.util.List;
import org.keycloak.Config;
import org.keycloak.connections.jpa.entityprovider.JpaEntityProvider;
import org.keycloak.connections.jpa.entityprovider.JpaEntityProviderFactory;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.KeycloakSessionFactory;

/**
 * Lets Keycloak create and migrate an extension's tables together with its own, when it starts. The tables exist from
 * {@link org.keycloak.models.utils.PostMigrationEvent} on.
 */
public abstract class TablesFactory implements JpaEntityProviderFactory {
    private final String id;
    private final String changelog;

    /**
     * The tables of one changelog.
     *
     * @param id small letters only: Keycloak records what it has applied in a table that it names after the first ten
     *     letters of this id, so two extensions must differ in those
     * @param changelog a Liquibase changelog on the class path
     */
    protected TablesFactory(String id, String changelog) {
        this.id = id;
        this.changelog = changelog;
    }

    @Override
    public final String getId() {
        return id;
    }

    @Override
    public final JpaEntityProvider create(KeycloakSession session) {
        return new Tables();
    }

    @Override
    public final void init(Config.Scope config) {
        // There is nothing to configure.
    }

    @Override
    public final void postInit(KeycloakSessionFactory factory) {
        // Keycloak applies the changelog by itself.
    }

    @Override
    public final void close() {
        // Nothing is held.
    }

    private final class Tables implements JpaEntityProvider {
        @Override
        public List<Class<?>> getEntities() {
            // The rows are written and read as plain SQL: see Database.
            return List.of();
        }

        @Override
        public String getChangelogLocation() {
            return changelog;
        }

        @Override
        public String getFactoryId() {
            return id;
        }

        @Override
        public void close() {
            // Nothing is held.
        }
    }
}
