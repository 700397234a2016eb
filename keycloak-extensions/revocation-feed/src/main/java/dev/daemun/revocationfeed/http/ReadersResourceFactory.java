package dev.daemun.revocationfeed.http;

import org.keycloak.Config;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.KeycloakSessionFactory;
import org.keycloak.models.RealmModel;
import org.keycloak.services.resource.RealmResourceProvider;
import org.keycloak.services.resources.admin.AdminEventBuilder;
import org.keycloak.services.resources.admin.ext.AdminRealmResourceProvider;
import org.keycloak.services.resources.admin.ext.AdminRealmResourceProviderFactory;
import org.keycloak.services.resources.admin.fgap.AdminPermissionEvaluator;

/** Puts {@link ReadersResource} under {@code /admin/realms/REALM/revocation-feed-readers}. */
public final class ReadersResourceFactory implements AdminRealmResourceProviderFactory, AdminRealmResourceProvider {
    private RevocationFeedFactory feed;

    @Override
    public String getId() {
        return "revocation-feed-readers";
    }

    @Override
    public AdminRealmResourceProvider create(KeycloakSession session) {
        return this;
    }

    @Override
    public Object getResource(
            KeycloakSession session, RealmModel realm, AdminPermissionEvaluator auth, AdminEventBuilder adminEvent) {
        return new ReadersResource(feed.readers(), realm, auth);
    }

    @Override
    public void init(Config.Scope config) {}

    @Override
    public void postInit(KeycloakSessionFactory sessions) {
        feed = (RevocationFeedFactory)
                sessions.getProviderFactory(RealmResourceProvider.class, RevocationFeedFactory.PROVIDER_ID);
    }

    @Override
    public void close() {}
}
