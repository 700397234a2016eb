package dev.daemun.systemtests;

import jakarta.ws.rs.NotFoundException;
import java.util.function.Consumer;
import org.keycloak.admin.client.CreatedResponseUtil;
import org.keycloak.admin.client.resource.OrganizationResource;
import org.keycloak.admin.client.resource.RealmResource;
import org.keycloak.representations.idm.OrganizationDomainRepresentation;
import org.keycloak.representations.idm.OrganizationRepresentation;
import org.keycloak.representations.idm.RealmRepresentation;

/** The organization that people of a walk join and leave. There is one whenever organizations are switched on. */
final class WalkedOrganization implements AutoCloseable {
    private final RealmResource realm;
    private String id;

    WalkedOrganization(RealmResource realm) {
        this.realm = realm;
        switchAll(true);
    }

    void switchAll(boolean on) {
        RealmRepresentation changed = realm.toRepresentation();
        changed.setOrganizationsEnabled(on);
        realm.update(changed);
        if (on && id == null) {
            create();
        }
    }

    void enable(boolean enabled) {
        ifThereIsOne(organization -> {
            OrganizationRepresentation changed = organization.toRepresentation();
            changed.setEnabled(enabled);
            organization.update(changed).close();
        });
    }

    /** As often as wanted: Keycloak refuses who is a member already. */
    void join(String person) {
        ifThereIsOne(organization -> organization.members().addMember(person).close());
    }

    void leave(String person) {
        ifThereIsOne(organization -> {
            try {
                organization.members().member(person).delete().close();
            } catch (NotFoundException noMember) {
                // The walk goes on with the others.
            }
        });
    }

    /** A new one takes its place. */
    void delete() {
        ifThereIsOne(organization -> {
            organization.delete().close();
            create();
        });
    }

    @Override
    public void close() {
        switchAll(true);
        realm.organizations().get(id).delete().close();
    }

    private void create() {
        String name = WalkedRealm.unique("organization");
        OrganizationRepresentation created = new OrganizationRepresentation();
        created.setName(name);
        created.addDomain(new OrganizationDomainRepresentation(name + ".example.com"));
        id = CreatedResponseUtil.getCreatedId(realm.organizations().create(created));
    }

    private void ifThereIsOne(Consumer<OrganizationResource> change) {
        if (realm.toRepresentation().isOrganizationsEnabled()) {
            change.accept(realm.organizations().get(id));
        }
    }
}
