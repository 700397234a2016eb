package dev.daemun.eventlog.capture;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.keycloak.authorization.AuthorizationProvider;
import org.keycloak.models.ClientModel;
import org.keycloak.models.ClientScopeModel;
import org.keycloak.models.GroupModel;
import org.keycloak.models.IdentityProviderModel;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;
import org.keycloak.models.RoleModel;
import org.keycloak.models.ScopeContainerModel;
import org.keycloak.models.UserModel;
import org.keycloak.models.UserProvider;
import org.keycloak.models.utils.ModelToRepresentation;
import org.keycloak.models.utils.StripSecretsUtils;
import org.keycloak.userprofile.UserProfileProvider;
import org.keycloak.util.JsonSerialization;

/**
 * What an administrator's request is about, as a session sees it, in the form of Keycloak's admin REST interface. That is the whole
 * client, role or realm to which the path leads, so that two of them show whatever a request below it has changed.
 */
record AdministeredThing(KeycloakSession session, RealmModel realm) {
    /** An empty object where there is no such thing, or none that this knows. */
    ObjectNode at(ResourcePath path) {
        ObjectNode thing = find(path);
        return thing == null ? JsonSerialization.createObjectNode() : thing;
    }

    private ObjectNode find(ResourcePath path) {
        String id = path.step(1);
        return switch (path.step(0)) {
            case "" -> settings();
            case "users" -> id.equals("profile") ? userProfile() : user(id);
            case "roles" -> role(realm.getRole(path.between(1, end(path))));
            case "roles-by-id" -> role(realm.getRoleById(id));
            case "groups" -> group(realm.getGroupById(id));
            case "clients" -> client(realm.getClientById(id), path);
            case "client-scopes" -> scope(realm.getClientScopeById(id));
            case "identity-provider" -> provider(session.identityProviders().getByAlias(path.step(2)));
            case "authentication" -> signIn();
            case "localization" -> tree(realm.getRealmLocalizationTexts());
            case "client-policies" -> clientPolicies();
            case "default-default-client-scopes", "default-optional-client-scopes" -> defaultScopes();
            case "components" -> component(id);
            default -> null;
        };
    }

    /** A role's name may contain slashes, and what is about its parts is below it. */
    private static int end(ResourcePath path) {
        return Stream.of("composites", "management")
                .mapToInt(path::indexOf)
                .filter(index -> index > 1)
                .findFirst()
                .orElse(path.size());
    }

    private ObjectNode settings() {
        return tree(StripSecretsUtils.stripSecrets(
                session, ModelToRepresentation.toRepresentation(session, realm, false, true)));
    }

    private ObjectNode userProfile() {
        return tree(session.getProvider(UserProfileProvider.class).getConfiguration());
    }

    /**
     * Read past Keycloak's cache. When this read them through it, people who were imported stayed in it without their passwords, and
     * could not sign in. Of a directory's user it is what Keycloak keeps.
     */
    private ObjectNode user(String id) {
        UserProvider store = session.getProvider(UserProvider.class, Before.STORE);
        UserModel user = store.getUserById(realm, id);
        if (user == null) {
            return null;
        }
        ObjectNode tree = tree(ModelToRepresentation.toRepresentation(session, realm, user));
        put(tree, "roles", roles(user.getRoleMappingsStream()));
        put(tree, "groups", user.getGroupsStream().map(ModelToRepresentation::buildGroupPath));
        put(
                tree,
                "identityProviders",
                store.getFederatedIdentitiesStream(realm, user).map(identity -> identity.getIdentityProvider()));
        return tree;
    }

    private ObjectNode role(RoleModel role) {
        if (role == null) {
            return null;
        }
        ObjectNode tree = tree(ModelToRepresentation.toRepresentation(role));
        put(tree, "composites", roles(role.getCompositesStream()));
        return tree;
    }

    private ObjectNode group(GroupModel group) {
        return group == null ? null : tree(ModelToRepresentation.toRepresentation(group, true));
    }

    private ObjectNode client(ClientModel client, ResourcePath path) {
        if (client == null) {
            return null;
        }
        if (path.step(2).equals("roles")) {
            return role(client.getRole(path.between(3, end(path))));
        }
        if (path.step(2).equals("authz")) {
            return policies(client);
        }
        ObjectNode tree =
                tree(StripSecretsUtils.stripSecrets(session, ModelToRepresentation.toRepresentation(client, session)));
        put(tree, "scopeMappings", mappings(client));
        return tree;
    }

    private ObjectNode scope(ClientScopeModel scope) {
        if (scope == null) {
            return null;
        }
        ObjectNode tree = tree(ModelToRepresentation.toRepresentation(scope));
        put(tree, "scopeMappings", mappings(scope));
        return tree;
    }

    private ObjectNode policies(ClientModel client) {
        AuthorizationProvider authorization = session.getProvider(AuthorizationProvider.class);
        var server = authorization.getStoreFactory().getResourceServerStore().findByClient(client);
        ObjectNode tree = JsonSerialization.createObjectNode();
        if (server != null) {
            authorization
                    .getStoreFactory()
                    .getPolicyStore()
                    .findByResourceServer(server)
                    .forEach(policy -> tree.set(
                            policy.getName(),
                            tree(ModelToRepresentation.toRepresentation(policy, authorization, false, true))));
        }
        return tree;
    }

    private ObjectNode provider(IdentityProviderModel provider) {
        if (provider == null) {
            return null;
        }
        ObjectNode tree = tree(StripSecretsUtils.stripSecrets(
                session, ModelToRepresentation.toRepresentation(session, realm, provider)));
        ObjectNode mappers = tree.putObject("mappers");
        session.identityProviders()
                .getMappersByAliasStream(provider.getAlias())
                .forEach(mapper -> mappers.set(mapper.getName(), tree(ModelToRepresentation.toRepresentation(mapper))));
        return tree;
    }

    /** Paths of steps lead to no flow, so these are all of them. */
    private ObjectNode signIn() {
        ObjectNode tree = JsonSerialization.createObjectNode();
        ObjectNode flows = tree.putObject("flows");
        realm.getAuthenticationFlowsStream()
                .forEach(flow ->
                        flows.set(flow.getAlias(), tree(ModelToRepresentation.toRepresentation(session, realm, flow))));
        ObjectNode settings = tree.putObject("settings");
        realm.getAuthenticatorConfigsStream()
                .forEach(config -> settings.set(
                        config.getAlias(),
                        tree(StripSecretsUtils.stripSecrets(session, ModelToRepresentation.toRepresentation(config)))));
        ObjectNode actions = tree.putObject("requiredActions");
        realm.getRequiredActionProvidersStream()
                .forEach(
                        action -> actions.set(action.getAlias(), tree(ModelToRepresentation.toRepresentation(action))));
        return tree;
    }

    private ObjectNode clientPolicies() {
        ObjectNode tree = JsonSerialization.createObjectNode();
        try {
            tree.set("policies", tree(session.clientPolicy().getClientPolicies(realm, false)));
            tree.set("profiles", tree(session.clientPolicy().getClientProfiles(realm, false)));
        } catch (org.keycloak.services.clientpolicy.ClientPolicyException e) {
            throw new IllegalStateException("The realm's client policies can't be read.", e);
        }
        return tree;
    }

    private ObjectNode defaultScopes() {
        ObjectNode tree = JsonSerialization.createObjectNode();
        put(tree, "default", realm.getDefaultClientScopesStream(true).map(ClientScopeModel::getName));
        put(tree, "optional", realm.getDefaultClientScopesStream(false).map(ClientScopeModel::getName));
        return tree;
    }

    private ObjectNode component(String id) {
        var component = realm.getComponent(id);
        return component == null
                ? null
                : tree(StripSecretsUtils.stripSecrets(
                        session, ModelToRepresentation.toRepresentation(session, component, false)));
    }

    private static Stream<String> mappings(ScopeContainerModel container) {
        return roles(container.getScopeMappingsStream());
    }

    private static Stream<String> roles(Stream<RoleModel> roles) {
        return roles.filter(Objects::nonNull)
                .map(role -> role.isClientRole()
                        ? ((ClientModel) role.getContainer()).getClientId() + "/" + role.getName()
                        : role.getName());
    }

    private static void put(ObjectNode tree, String name, Stream<String> values) {
        List<String> sorted = values.sorted().toList();
        sorted.forEach(tree.putArray(name)::add);
    }

    private static ObjectNode tree(Object representation) {
        JsonNode tree = JsonSerialization.mapper.valueToTree(representation);
        return (ObjectNode) tree;
    }
}
