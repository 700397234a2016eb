package dev.daemun.systemtests;

import static org.assertj.core.api.Assertions.assertThat;

import dev.daemun.realmadmin.Plan;
import dev.daemun.realmadmin.RealmAdmin;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.keycloak.admin.client.resource.AuthorizationResource;
import org.keycloak.admin.client.resource.ClientResource;
import org.keycloak.admin.client.resource.RealmResource;
import org.keycloak.representations.idm.AuthenticationExecutionInfoRepresentation;
import org.keycloak.representations.idm.AuthenticatorConfigRepresentation;
import org.keycloak.representations.idm.ClientPoliciesRepresentation;
import org.keycloak.representations.idm.ClientProfilesRepresentation;
import org.keycloak.representations.idm.ClientRepresentation;
import org.keycloak.representations.idm.ClientScopeRepresentation;
import org.keycloak.representations.idm.GroupRepresentation;
import org.keycloak.representations.idm.IdentityProviderMapperRepresentation;
import org.keycloak.representations.idm.IdentityProviderRepresentation;
import org.keycloak.representations.idm.ProtocolMapperRepresentation;
import org.keycloak.representations.idm.RealmRepresentation;
import org.keycloak.representations.idm.RequiredActionProviderRepresentation;
import org.keycloak.representations.idm.RoleRepresentation;
import org.keycloak.representations.idm.authorization.RolePolicyRepresentation;
import org.keycloak.representations.idm.authorization.ScopePermissionRepresentation;
import org.keycloak.representations.userprofile.config.UPAttribute;
import org.keycloak.representations.userprofile.config.UPConfig;

/** An administrator changes one thing in the console: the plan names that and nothing else, and apply mends it. */
@ResourceLock(KeycloakWithStandIns.LOCK)
class APlanNamesExactlyWhatDiffersIT {
    private static final AdministeredRealm REALM = AdministeredRealm.create(KeycloakWithStandIns.shared());
    private static final String FLOW = "daemun first sign-in";
    private static final String AFTER_A_PROVIDER = "daemun after a provider";

    private final RealmAdmin files = REALM.with(REALM.files());

    @AfterAll
    static void remove() {
        REALM.close();
    }

    @Test
    void aFreshImportIsWhatTheFilesSay() {
        Plan plan = files.plan();
        assertThat(plan.summary()).isEmpty();
        assertThat(plan.isEmpty()).isTrue();
        assertThat(plan.text()).contains("Not compared").contains("users", "KeyProvider");
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("changes")
    void isMended(String name, Consumer<RealmResource> change, List<String> expected) {
        change.accept(REALM.resource());
        assertThat(files.plan().summary()).containsExactlyInAnyOrderElementsOf(expected);
        assertThat(REALM.with(REALM.exported()).plan().summary())
                .as("a plan with what an export wrote")
                .isEmpty();
        assertThat(files.apply(false).summary()).isEmpty();
        assertThat(files.plan().summary()).isEmpty();
    }

    static Stream<Arguments> changes() {
        return Stream.of(
                change(
                        "a setting that the files state",
                        realm -> update(realm, rep -> rep.setAccessTokenLifespan(3600)),
                        "realm: accessTokenLifespan changed"),
                change(
                        "a setting that the files leave to Keycloak",
                        realm -> update(realm, rep -> rep.setOtpPolicyDigits(8)),
                        "realm: otpPolicyDigits changed"),
                change(
                        "a header of the sign-in pages",
                        realm -> update(
                                realm, rep -> rep.getBrowserSecurityHeaders().put("xFrameOptions", "")),
                        "realm: browserSecurityHeaders/xFrameOptions changed"),
                change(
                        "settings of the events",
                        realm -> update(realm, rep -> {
                            rep.setEventsListeners(List.of("jboss-logging", "email"));
                            rep.setAdminEventsEnabled(false);
                            rep.getAttributes().remove("adminEventsExpiration");
                        }),
                        "realm: adminEventsEnabled changed",
                        "realm: attributes/adminEventsExpiration changed",
                        "realm: eventsListeners changed"),
                change(
                        "an attribute that the files do not have",
                        realm -> update(realm, rep -> rep.getAttributes().put("by-hand", "yes")),
                        "realm: attributes/by-hand changed"),
                change(
                        "a mail server and a password policy",
                        realm -> update(realm, rep -> {
                            rep.setSmtpServer(Map.of("host", "mail.example.com", "from", "a@example.com"));
                            rep.setPasswordPolicy("length(4)");
                        }),
                        "realm: passwordPolicy changed",
                        "realm: smtpServer changed"),
                change(
                        "the realm's default scopes",
                        realm -> {
                            realm.removeDefaultDefaultClientScope(
                                    scope(realm, "email").getId());
                            realm.removeDefaultOptionalClientScope(
                                    scope(realm, "age").getId());
                            realm.addDefaultDefaultClientScope(
                                    scope(realm, "age").getId());
                        },
                        "realm: defaultDefaultClientScopes changed",
                        "realm: defaultOptionalClientScopes changed"),
                change(
                        "the flow of a first sign-in",
                        realm -> update(realm, rep -> rep.setFirstBrokerLoginFlow("first broker login")),
                        "realm: firstBrokerLoginFlow changed"),
                change(
                        "a role's description, and a role in it",
                        realm -> {
                            RoleRepresentation role = role(realm, "order-manager");
                            role.setDescription("by hand");
                            realm.rolesById().updateRole(role.getId(), role);
                            realm.rolesById().addComposites(role.getId(), List.of(role(realm, "member")));
                        },
                        "role order-manager: description changed",
                        "role order-manager: roles changed"),
                change(
                        "a role that others contain is gone",
                        realm -> realm.roles().deleteRole("order-manager"),
                        "role order-manager: missing",
                        "role shop-manager: roles/realm changed",
                        "group /order-desk: roles changed",
                        "client scope sample-resource-service: roles/realm changed",
                        "client sample-order-report: serviceAccountRoles changed",
                        "admin permission sample-role-manager: roles: config/resources changed"),
                change(
                        "what everybody may do",
                        realm -> realm.rolesById()
                                .addComposites(
                                        role(realm, "default-roles-" + REALM.name)
                                                .getId(),
                                        List.of(role(realm, "shop-manager"))),
                        "role default-roles-" + REALM.name + ": roles/realm changed"),
                change(
                        "a client's role is gone",
                        realm -> client(realm, "revocation-feed").roles().deleteRole("read-withdrawals"),
                        "client role revocation-feed/read-withdrawals: missing",
                        "client api-gateway: serviceAccountRoles changed",
                        "client sample-resource-service: serviceAccountRoles changed"),
                change(
                        "a group's attributes and roles",
                        realm -> {
                            GroupRepresentation group = realm.getGroupByPath("/order-desk");
                            group.setAttributes(Map.of("floor", List.of("4")));
                            realm.groups().group(group.getId()).update(group);
                            realm.groups()
                                    .group(group.getId())
                                    .roles()
                                    .realmLevel()
                                    .add(List.of(role(realm, "shop-manager")));
                        },
                        "group /order-desk: attributes changed",
                        "group /order-desk: roles/realm changed"),
                change(
                        "a group is gone",
                        realm -> realm.groups()
                                .group(realm.getGroupByPath("/order-desk").getId())
                                .remove(),
                        "group /order-desk: missing"),
                change(
                        "a scope's mappers and attributes",
                        realm -> {
                            ClientScopeRepresentation scope = scope(realm, "daemun");
                            var mappers =
                                    realm.clientScopes().get(scope.getId()).getProtocolMappers();
                            scope.getProtocolMappers().forEach(mapper -> {
                                if (mapper.getName().equals("roles")) {
                                    mapper.getConfig().put("access.token.claim", "false");
                                    mappers.update(mapper.getId(), mapper);
                                } else {
                                    mappers.delete(mapper.getId());
                                }
                            });
                            ProtocolMapperRepresentation byHand = new ProtocolMapperRepresentation();
                            byHand.setName("by hand");
                            byHand.setProtocol("openid-connect");
                            byHand.setProtocolMapper("oidc-hardcoded-claim-mapper");
                            byHand.setConfig(
                                    Map.of("claim.name", "x", "claim.value", "y", "access.token.claim", "true"));
                            mappers.createMapper(byHand).close();
                            scope.getAttributes().put("display.on.consent.screen", "true");
                            scope.getAttributes().put("gui.order", "3");
                            realm.clientScopes().get(scope.getId()).update(scope);
                        },
                        "client scope daemun: attributes/display.on.consent.screen changed",
                        "client scope daemun: attributes/gui.order changed",
                        "client scope daemun: mappers/by hand changed",
                        "client scope daemun: mappers/idp changed",
                        "client scope daemun: mappers/roles/config/access.token.claim changed"),
                change(
                        "a scope is gone",
                        realm -> realm.clientScopes()
                                .get(scope(realm, "revocation-feed").getId())
                                .remove(),
                        "client scope revocation-feed: missing",
                        "client api-gateway: defaultClientScopes changed",
                        "client sample-resource-service: defaultClientScopes changed"),
                change(
                        "where a client sends people back, and what it may keep",
                        realm -> update(client(realm, "sample-web-app"), client -> {
                            client.setRedirectUris(List.of("https://elsewhere.example.com/*"));
                            client.setConsentRequired(true);
                            client.getAttributes().put("access.token.lifespan", "86400");
                            client.getAttributes().put("access.token.header.type.rfc9068", "false");
                        }),
                        "client sample-web-app: attributes/access.token.header.type.rfc9068 changed",
                        "client sample-web-app: attributes/access.token.lifespan changed",
                        "client sample-web-app: consentRequired changed",
                        "client sample-web-app: redirectUris changed"),
                change(
                        "a client's scopes",
                        realm -> {
                            ClientResource client = client(realm, "sample-web-app");
                            client.removeDefaultClientScope(
                                    scope(realm, "daemun").getId());
                            client.removeOptionalClientScope(scope(realm, "age").getId());
                            client.addDefaultClientScope(scope(realm, "age").getId());
                        },
                        "client sample-web-app: defaultClientScopes changed",
                        "client sample-web-app: optionalClientScopes changed"),
                change(
                        "what a service account and a client may do",
                        realm -> {
                            ClientResource client = client(realm, "sample-order-report");
                            realm.users()
                                    .get(client.getServiceAccountUser().getId())
                                    .roles()
                                    .realmLevel()
                                    .add(List.of(role(realm, "shop-manager")));
                            client.getScopeMappings().realmLevel().add(List.of(role(realm, "shop-manager")));
                        },
                        "client sample-order-report: roles changed",
                        "client sample-order-report: serviceAccountRoles/realm changed"),
                change(
                        "a client is switched off, and another one's secret is rotated",
                        realm -> {
                            update(client(realm, "api-gateway"), client -> client.setEnabled(false));
                            client(realm, "sample-order-report").generateNewSecret();
                        },
                        "client api-gateway: enabled changed"),
                change(
                        "a flow of its own for a client",
                        realm -> update(
                                client(realm, "sample-web-app"),
                                client -> client.setAuthenticationFlowBindingOverrides(
                                        Map.of("browser", flowId(realm, "registration")))),
                        "client sample-web-app: authenticationFlowBindingOverrides changed"),
                change(
                        "a client is gone",
                        realm -> client(realm, "revocation-feed").remove(),
                        "client revocation-feed: missing",
                        "client role revocation-feed/read-withdrawals: missing",
                        "client api-gateway: serviceAccountRoles changed",
                        "client sample-resource-service: serviceAccountRoles changed"),
                change(
                        "a provider's settings, and its secret",
                        realm -> {
                            IdentityProviderRepresentation google =
                                    realm.identityProviders().get("google").toRepresentation();
                            google.setLinkOnly(true);
                            google.getConfig().put("clientSecret", "rotated");
                            google.getConfig().put("validateSignature", "false");
                            google.getConfig().put("filteredByClaim", "true");
                            realm.identityProviders().get("google").update(google);
                        },
                        "identity provider google: config/filteredByClaim changed",
                        "identity provider google: config/validateSignature changed",
                        "identity provider google: linkOnly changed"),
                change(
                        "a provider's mappers",
                        realm -> {
                            var google = realm.identityProviders().get("google");
                            IdentityProviderMapperRepresentation mapper =
                                    google.getMappers().get(0);
                            mapper.getConfig().put("template", "${CLAIM.email}");
                            google.update(mapper.getId(), mapper);
                            var kakao = realm.identityProviders().get("kakao");
                            kakao.delete(kakao.getMappers().get(0).getId());
                            IdentityProviderMapperRepresentation byHand = new IdentityProviderMapperRepresentation();
                            byHand.setName("by hand");
                            byHand.setIdentityProviderAlias("google");
                            byHand.setIdentityProviderMapper("oidc-hardcoded-role-idp-mapper");
                            byHand.setConfig(Map.of("role", "shop-manager", "syncMode", "INHERIT"));
                            google.addMapper(byHand).close();
                        },
                        "identity provider google: mappers/by hand changed",
                        "identity provider google: mappers/username/config/template changed",
                        "identity provider kakao: mappers changed"),
                change(
                        "a provider is gone",
                        realm -> realm.identityProviders().get("google").remove(),
                        "identity provider google: missing"),
                change(
                        "a step of our flow",
                        realm -> {
                            AuthenticationExecutionInfoRepresentation step = step(realm, FLOW, "idp-confirm-link");
                            step.setRequirement("DISABLED");
                            realm.flows().updateExecutions(FLOW, step);
                        },
                        "flow daemun first sign-in: steps changed"),
                change(
                        "the setting of a step of our flow",
                        realm -> {
                            String id = step(realm, FLOW, "idp-review-profile").getAuthenticationConfig();
                            AuthenticatorConfigRepresentation config =
                                    realm.flows().getAuthenticatorConfig(id);
                            config.getConfig().put("update.profile.on.first.login", "off");
                            realm.flows().updateAuthenticatorConfig(id, config);
                        },
                        "flow daemun first sign-in: steps changed"),
                change(
                        "one more step in our flow",
                        realm -> realm.flows().addExecution(FLOW, new HashMap<>(Map.of("provider", "idp-auto-link"))),
                        "flow daemun first sign-in: steps changed"),
                change(
                        "a step, and the setting of one, deep inside a flow that providers use",
                        realm -> {
                            AuthenticationExecutionInfoRepresentation password =
                                    step(realm, AFTER_A_PROVIDER, "auth-password-form");
                            password.setRequirement("DISABLED");
                            realm.flows().updateExecutions(AFTER_A_PROVIDER, password);
                            String id = step(realm, AFTER_A_PROVIDER, "deny-access-authenticator")
                                    .getAuthenticationConfig();
                            AuthenticatorConfigRepresentation config =
                                    realm.flows().getAuthenticatorConfig(id);
                            config.setAlias("by hand");
                            config.getConfig().put("denyErrorMessage", "by hand");
                            realm.flows().updateAuthenticatorConfig(id, config);
                        },
                        "flow daemun after a provider: steps changed"),
                change(
                        "a flow inside ours, with a name that Keycloak takes only there",
                        realm -> realm.flows()
                                .addExecutionFlow(
                                        AFTER_A_PROVIDER,
                                        new HashMap<>(Map.of(
                                                "alias", "by hand: more", "type", "basic-flow", "description", ""))),
                        "flow daemun after a provider: steps changed"),
                change(
                        "our flow is gone",
                        realm -> {
                            update(realm, rep -> rep.setFirstBrokerLoginFlow("first broker login"));
                            for (String alias : List.of("kakao", "google")) {
                                var provider = realm.identityProviders().get(alias);
                                IdentityProviderRepresentation rep = provider.toRepresentation();
                                rep.setFirstBrokerLoginFlowAlias("first broker login");
                                provider.update(rep);
                            }
                            realm.flows().deleteFlow(flowId(realm, FLOW));
                        },
                        "flow daemun first sign-in: missing",
                        "identity provider google: firstBrokerLoginFlowAlias changed",
                        "identity provider kakao: firstBrokerLoginFlowAlias changed",
                        "realm: firstBrokerLoginFlow changed"),
                change(
                        "a step of Keycloak's own flow",
                        realm -> {
                            AuthenticationExecutionInfoRepresentation step = step(realm, "browser", "auth-cookie");
                            step.setRequirement("DISABLED");
                            realm.flows().updateExecutions("browser", step);
                        },
                        "flow browser: steps changed"),
                change(
                        "a required action",
                        realm -> {
                            RequiredActionProviderRepresentation action =
                                    realm.flows().getRequiredAction("CONFIGURE_TOTP");
                            action.setEnabled(false);
                            action.setDefaultAction(true);
                            realm.flows().updateRequiredAction("CONFIGURE_TOTP", action);
                        },
                        "required action CONFIGURE_TOTP: defaultAction changed",
                        "required action CONFIGURE_TOTP: enabled changed"),
                change(
                        "a required action is gone",
                        realm -> realm.flows().removeRequiredAction("UPDATE_PASSWORD"),
                        "required action UPDATE_PASSWORD: missing"),
                change(
                        "the user profile",
                        realm -> {
                            UPConfig profile = realm.users().userProfile().getConfiguration();
                            profile.getAttribute("birthdate").getPermissions().setEdit(Set.of("user", "admin"));
                            profile.addOrReplaceAttribute(new UPAttribute("by-hand"));
                            realm.users().userProfile().update(profile);
                        },
                        "user profile: attributes/birthdate/permissions/edit changed",
                        "user profile: attributes/by-hand changed"),
                change(
                        "the realm's texts",
                        realm -> {
                            realm.localization().saveRealmLocalizationText("ko", "loginTitle", "바꿈");
                            realm.localization().saveRealmLocalizationText("en", "byHand", "by hand");
                            realm.localization().deleteRealmLocalizationText("en", "loginTitleHtml");
                        },
                        "localisation en: byHand changed",
                        "localisation en: loginTitleHtml changed",
                        "localisation ko: loginTitle changed"),
                change(
                        "what role managers may give, and how",
                        realm -> {
                            ScopePermissionRepresentation permission = permission(realm);
                            permission.setResourceType("Roles");
                            permission.setResources(Set.of("Roles"));
                            permission.setScopes(Set.of("map-role", "map-role-composite"));
                            permission.setPolicies(Set.of("sample-role-manager"));
                            permissions(realm)
                                    .permissions()
                                    .scope()
                                    .findById(permission.getId())
                                    .update(permission);
                        },
                        "admin permission sample-role-manager: roles: config/resources changed",
                        "admin permission sample-role-manager: roles: config/scopes changed"),
                change(
                        "who is a role manager",
                        realm -> {
                            RolePolicyRepresentation policy =
                                    permissions(realm).policies().role().findByName("sample-role-manager");
                            policy.setRoles(Set.of(new RolePolicyRepresentation.RoleDefinition(
                                    role(realm, "member").getId(), false)));
                            permissions(realm)
                                    .policies()
                                    .role()
                                    .findById(policy.getId())
                                    .update(policy);
                        },
                        "admin policy sample-role-manager: config/roles changed"),
                change(
                        "a permission is gone",
                        realm -> permissions(realm)
                                .permissions()
                                .scope()
                                .findById(permission(realm).getId())
                                .remove(),
                        "admin permission sample-role-manager: roles: missing"),
                change(
                        "no permission applies any more",
                        realm -> update(realm, rep -> rep.setAdminPermissionsEnabled(false)),
                        "realm: adminPermissionsEnabled changed"),
                change(
                        "a client policy",
                        realm -> {
                            ClientPoliciesRepresentation policies =
                                    realm.clientPoliciesPoliciesResource().getPolicies();
                            policies.getPolicies().get(0).setEnabled(false);
                            realm.clientPoliciesPoliciesResource().updatePolicies(policies);
                        },
                        "client policy daemun-baseline: enabled changed"),
                change(
                        "a client policy and its profile are gone",
                        realm -> {
                            realm.clientPoliciesPoliciesResource().updatePolicies(new ClientPoliciesRepresentation());
                            realm.clientPoliciesProfilesResource().updateProfiles(new ClientProfilesRepresentation());
                        },
                        "client policy daemun-baseline: missing",
                        "client profile daemun-baseline: missing"));
    }

    /** What somebody else made is named, and nobody but they may know what it is for. */
    @Test
    void whatOthersMadeIsNamedAndLeftAlone() {
        RealmResource realm = REALM.resource();
        RoleRepresentation role = new RoleRepresentation("by-hand", "by hand", false);
        realm.roles().create(role);
        ClientRepresentation client = new ClientRepresentation();
        client.setClientId("by-hand");
        client.setRedirectUris(List.of("https://by-hand.example.com/"));
        realm.clients().create(client).close();
        GroupRepresentation group = new GroupRepresentation();
        group.setName("by-hand");
        realm.groups().add(group).close();
        ClientScopeRepresentation scope = new ClientScopeRepresentation();
        scope.setName("by-hand");
        scope.setProtocol("openid-connect");
        realm.clientScopes().create(scope).close();
        realm.localization().saveRealmLocalizationText("fr", "loginTitle", "Daemun");
        ScopePermissionRepresentation permission = new ScopePermissionRepresentation();
        permission.setName("by hand");
        permission.setResourceType("Users");
        permission.setScopes(Set.of("manage"));
        permission.setPolicies(Set.of("sample-role-manager"));
        permissions(realm).permissions().scope().create(permission).close();
        List<String> foreign = List.of(
                "admin permission by hand: foreign",
                "client by-hand: foreign",
                "client scope by-hand: foreign",
                "group /by-hand: foreign",
                "localisation fr: foreign",
                "role by-hand: foreign");
        assertThat(files.plan().summary()).containsExactlyInAnyOrderElementsOf(foreign);
        assertThat(files.apply(true).summary()).containsExactlyInAnyOrderElementsOf(foreign);
        client(realm, "by-hand").remove();
        realm.clientScopes().get(scope(realm, "by-hand").getId()).remove();
        realm.groups().group(realm.getGroupByPath("/by-hand").getId()).remove();
        realm.roles().deleteRole("by-hand");
        realm.localization().deleteRealmLocalizationTexts("fr");
        permissions(realm)
                .permissions()
                .scope()
                .findById(permissions(realm)
                        .permissions()
                        .scope()
                        .findByName("by hand")
                        .getId())
                .remove();
        assertThat(files.plan().summary()).isEmpty();
    }

    private static AuthorizationResource permissions(RealmResource realm) {
        return client(realm, "admin-permissions").authorization();
    }

    private static ScopePermissionRepresentation permission(RealmResource realm) {
        return permissions(realm).permissions().scope().findByName("sample-role-manager: roles");
    }

    static void update(RealmResource realm, Consumer<RealmRepresentation> change) {
        RealmRepresentation rep = realm.toRepresentation();
        change.accept(rep);
        realm.update(rep);
    }

    static void update(ClientResource client, Consumer<ClientRepresentation> change) {
        ClientRepresentation rep = client.toRepresentation();
        change.accept(rep);
        client.update(rep);
    }

    static ClientResource client(RealmResource realm, String clientId) {
        return realm.clients()
                .get(realm.clients().findByClientId(clientId).get(0).getId());
    }

    private static ClientScopeRepresentation scope(RealmResource realm, String name) {
        return realm.clientScopes().findAll().stream()
                .filter(scope -> scope.getName().equals(name))
                .findFirst()
                .orElseThrow();
    }

    private static RoleRepresentation role(RealmResource realm, String name) {
        return realm.roles().get(name).toRepresentation();
    }

    private static String flowId(RealmResource realm, String alias) {
        return realm.flows().getFlows().stream()
                .filter(flow -> flow.getAlias().equals(alias))
                .findFirst()
                .orElseThrow()
                .getId();
    }

    private static AuthenticationExecutionInfoRepresentation step(RealmResource realm, String flow, String provider) {
        return realm.flows().getExecutions(flow).stream()
                .filter(step -> provider.equals(step.getProviderId()))
                .findFirst()
                .orElseThrow();
    }

    private static Arguments change(String name, Consumer<RealmResource> change, String... expected) {
        return Arguments.of(name, change, new ArrayList<>(List.of(expected)));
    }
}
