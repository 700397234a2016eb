package dev.daemun.eventlog.capture;

import static dev.daemun.eventlog.IdentityEventType.DIRECTORY_DISABLED;
import static dev.daemun.eventlog.IdentityEventType.ORGANIZATION_DISABLED;

import java.util.Optional;
import java.util.function.Predicate;
import org.keycloak.component.ComponentModel;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.OrganizationModel;
import org.keycloak.models.RealmModel;
import org.keycloak.organization.OrganizationProvider;
import org.keycloak.storage.UserStorageProvider;
import org.keycloak.storage.UserStorageProviderModel;

/**
 * The users whose accounts an organization or a directory manages. While it is disabled, Keycloak takes them for disabled, without
 * writing that to their rows, and reports only that the organization or the directory was saved.
 *
 * @see org.keycloak.storage.UserStorageManager
 */
record ManagedElsewhere(KeycloakSession session, RealmModel realm) {
    /** An event, where an organization that was just saved is disabled and was not before. */
    Optional<Draft> disabledOrganization(String id) {
        OrganizationModel organization = organization(session, id);
        if (organization == null
                || organization.isEnabled()
                || !was(then -> isEnabled(organization(then.session(), id)))) {
            return Optional.empty();
        }
        return Optional.of(new Draft(session, ORGANIZATION_DISABLED, realm)
                .thing(id)
                .fact("organizationId", id)
                .fact("organization", organization.getAlias()));
    }

    /** An event, where a component that was just saved is a directory that is disabled and was not before. */
    Optional<Draft> disabledDirectory(String id) {
        ComponentModel component = realm.getComponent(id);
        if (!isDirectory(component)
                || isEnabledDirectory(component)
                || !was(then -> isEnabledDirectory(then.realm().getComponent(id)))) {
            return Optional.empty();
        }
        return Optional.of(new Draft(session, DIRECTORY_DISABLED, realm)
                .thing(id)
                .fact("directoryId", id)
                .fact("directory", component.getName()));
    }

    private boolean was(Predicate<Before.Then> enabled) {
        return Boolean.TRUE.equals(Before.of(session, realm).get(enabled::test));
    }

    /** Null also where Keycloak was started without organizations. */
    private static OrganizationModel organization(KeycloakSession session, String id) {
        OrganizationProvider organizations = session.getProvider(OrganizationProvider.class);
        return organizations == null ? null : organizations.getById(id);
    }

    private static boolean isEnabled(OrganizationModel organization) {
        return organization != null && organization.isEnabled();
    }

    private static boolean isEnabledDirectory(ComponentModel component) {
        return isDirectory(component) && new UserStorageProviderModel(component).isEnabled();
    }

    private static boolean isDirectory(ComponentModel component) {
        return component != null && UserStorageProvider.class.getName().equals(component.getProviderType());
    }
}
