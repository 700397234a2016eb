package dev.daemun.revocationfeed.http;

import dev.daemun.revocationfeed.readers.Readers;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import org.keycloak.models.RealmModel;
import org.keycloak.services.resources.admin.fgap.AdminPermissionEvaluator;

/** How far the readers of a realm's feed have come, for administrators who may view the realm. It answers others with 403. */
public final class ReadersResource {
    private final Readers readers;
    private final RealmModel realm;
    private final AdminPermissionEvaluator auth;

    ReadersResource(Readers readers, RealmModel realm, AdminPermissionEvaluator auth) {
        this.readers = readers;
        this.realm = realm;
        this.auth = auth;
    }

    /** Those that have read from this node within the last minute, those that are furthest behind first. */
    @GET
    @Produces(MediaType.APPLICATION_JSON)
    public List<Readers.Listed> list() {
        auth.realm().requireViewRealm();
        return readers.of(realm.getName());
    }
}
