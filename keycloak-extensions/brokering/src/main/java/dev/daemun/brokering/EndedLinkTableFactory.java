package dev.daemun.brokering;

import java.util.List;
import org.keycloak.Config;
import org.keycloak.connections.jpa.entityprovider.JpaEntityProvider;
import org.keycloak.connections.jpa.entityprovider.JpaEntityProviderFactory;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.KeycloakSessionFactory;

/** Has Keycloak create {@link EndedLinkTable} in its database when it starts. */
public abstract class EndedLinkTableFactory implements JpaEntityProviderFactory {
    private final ProviderKind kind;

    /** The jar of the provider contains the changelog {@code META-INF/daemun-<id>-changelog.xml}. */
    protected EndedLinkTableFactory(ProviderKind kind) {
        this.kind = kind;
    }

    /** Keycloak names the changelog's own table by the first ten letters of it. */
    @Override
    public final String getId() {
        return "daemun" + kind.id();
    }

    @Override
    public JpaEntityProvider create(KeycloakSession session) {
        return new Changelog(getId(), "META-INF/daemun-" + kind.id() + "-changelog.xml");
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

    private record Changelog(String getFactoryId, String getChangelogLocation) implements JpaEntityProvider {
        @Override
        public List<Class<?>> getEntities() {
            // Rows are written as plain SQL: Hibernate would choose another moment to send them.
            return List.of();
        }

        @Override
        public void close() {
            // Nothing is held.
        }
    }
}
