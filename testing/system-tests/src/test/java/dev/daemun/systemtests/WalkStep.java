package dev.daemun.systemtests;

import dev.daemun.localplatform.CodeFlow;
import dev.daemun.localplatform.Pkce;
import dev.daemun.localplatform.PlatformException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.keycloak.admin.client.resource.ProtocolMappersResource;
import org.keycloak.admin.client.resource.UserResource;
import org.keycloak.representations.idm.ClientRepresentation;
import org.keycloak.representations.idm.GroupRepresentation;
import org.keycloak.representations.idm.PartialImportRepresentation;
import org.keycloak.representations.idm.ProtocolMapperRepresentation;
import org.keycloak.representations.idm.RoleRepresentation;
import org.keycloak.representations.idm.RolesRepresentation;
import org.keycloak.representations.idm.UserRepresentation;

/** A change that may end somebody's access, or give it back. Each picks by chance whom and what it concerns. */
// The lambdas hold nothing.
@SuppressWarnings("ImmutableEnumChecker")
enum WalkStep {
    PERSON_DISABLED((walk, pick) -> walk.change(pick.of(walk.people), person -> person.setEnabled(false))),
    PEOPLE_ENABLED((walk, pick) -> {
        walk.realm.attackDetection().clearAllBruteForce();
        walk.people.forEach(id -> walk.change(id, person -> person.setEnabled(true)));
    }),
    PERSON_DISABLED_AND_ENABLED((walk, pick) -> {
        String id = pick.of(walk.people);
        walk.change(id, person -> person.setEnabled(false));
        walk.change(id, person -> person.setEnabled(true));
    }),
    PERSON_DELETED((walk, pick) -> walk.user(pick.from(walk.people)).remove()),
    PERSON_LOGGED_OUT((walk, pick) -> walk.user(pick.of(walk.people)).logout()),
    PERSONS_NAME_CHANGED((walk, pick) ->
            walk.change(pick.of(walk.people), person -> person.setFirstName(WalkedRealm.unique("name")))),
    PERSON_IMPORTED_AGAIN((walk, pick) -> {
        UserRepresentation again = walk.user(pick.from(walk.people)).toRepresentation();
        again.setId(null);
        PartialImportRepresentation people = new PartialImportRepresentation();
        people.setUsers(List.of(again));
        walk.importAgain(people);
        String id = walk.realm
                .users()
                .searchByUsername(again.getUsername(), true)
                .get(0)
                .getId();
        walk.user(id).resetPassword(walk.password(id));
        walk.people.add(id);
    }),
    PERSON_LOCKED_OUT_FOR_GOOD((walk, pick) -> {
        String id = pick.of(walk.people);
        walk.lockOutForGood(id, pick.of(walk.apps));
    }),
    PASSWORD_RESET((walk, pick) -> {
        String id = pick.of(walk.people);
        walk.user(id).resetPassword(walk.password(id));
    }),
    PASSWORD_PUT_WITH_THE_PERSON((walk, pick) -> {
        String id = pick.of(walk.people);
        walk.change(id, person -> person.setCredentials(List.of(walk.password(id))));
    }),
    PASSWORD_REMOVED((walk, pick) -> {
        String id = pick.of(walk.people);
        walk.user(id).credentials().forEach(found -> walk.user(id).removeCredential(found.getId()));
        walk.people.remove(id);
        walk.user(id).remove();
    }),

    SESSION_ENDED_BY_AN_ADMINISTRATOR((walk, pick) -> walk.session(pick)
            .ifPresent(token -> walk.ignoringWhatIsGone(() -> walk.realm.deleteSession(token.sid(), false)))),
    LOGGED_OUT((walk, pick) -> walk.session(pick)
            .ifPresent(token -> walk.endpoint("logout", token, "refresh_token", token.refreshToken()))),
    ACCESS_TOKEN_HANDED_BACK((walk, pick) ->
            walk.session(pick).ifPresent(token -> walk.endpoint("revoke", token, "token", token.accessToken()))),
    REFRESH_TOKEN_HANDED_BACK((walk, pick) ->
            walk.session(pick).ifPresent(token -> walk.endpoint("revoke", token, "token", token.refreshToken()))),
    REFRESHED((walk, pick) -> walk.session(pick).ifPresent(walk::refreshAndReplace)),
    REFRESH_TOKEN_USED_TWICE((walk, pick) -> walk.session(pick).ifPresent(token -> {
        walk.refreshAndReplace(token);
        walk.refresh(token);
    })),
    CODE_USED_TWICE((walk, pick) -> {
        CodeFlow flow = walk.flow(pick.of(walk.apps));
        Pkce pkce = Pkce.random();
        try {
            String code = flow.code(walk.login(pick.of(walk.people)), pkce);
            CodeFlow.Tokens got = flow.exchange(code, pkce);
            walk.tokens.add(WalkedToken.of(flow.clientId(), got.accessToken(), got.refreshToken()));
            flow.exchange(code, pkce);
        } catch (PlatformException refused) {
            // The second exchange must fail; the first fails for a disabled person or client.
        }
    }),

    SIGNED_IN_OFFLINE((walk, pick) -> walk.signInOffline(pick.of(walk.people), pick.of(walk.apps))),
    OFFLINE_SESSION_ENDED_BY_AN_ADMINISTRATOR((walk, pick) -> walk.session(pick)
            .ifPresent(token -> walk.ignoringWhatIsGone(() -> walk.realm.deleteSession(token.sid(), true)))),
    EXCHANGED((walk, pick) -> walk.sessions().forEach(walk::exchange)),
    SESSION_ENDED_IN_THE_ACCOUNT((walk, pick) ->
            walk.session(pick).ifPresent(token -> walk.deleteInTheAccount(token.subject(), "sessions/" + token.sid()))),
    ALL_SESSIONS_ENDED_IN_THE_ACCOUNT(
            (walk, pick) -> walk.deleteInTheAccount(pick.of(walk.people), "sessions?current=true")),
    CONSENT_TAKEN_BACK_IN_THE_ACCOUNT((walk, pick) -> walk.deleteInTheAccount(
            pick.of(walk.people),
            "applications/" + walk.client(pick.of(walk.apps)).getClientId() + "/consent")),
    CONSENT_TAKEN_BACK_BY_AN_ADMINISTRATOR((walk, pick) -> walk.ignoringWhatIsGone(() -> walk.user(pick.of(walk.people))
            .revokeConsent(walk.client(pick.of(walk.apps)).getClientId()))),

    ROLE_GRANTED((walk, pick) ->
            walk.user(pick.of(walk.people)).roles().realmLevel().add(List.of(walk.role(pick.of(walk.roles))))),
    ROLE_TAKEN((walk, pick) ->
            walk.user(pick.of(walk.people)).roles().realmLevel().remove(List.of(walk.role(pick.of(walk.roles))))),
    ROLE_RENAMED((walk, pick) -> {
        String name = pick.from(walk.roles);
        RoleRepresentation role = walk.role(name);
        role.setName(WalkedRealm.unique("role"));
        walk.realm.roles().get(name).update(role);
        walk.roles.add(role.getName());
    }),
    ROLE_DELETED((walk, pick) -> walk.realm.roles().deleteRole(pick.from(walk.roles))),
    COMPOSITE_GAINED((walk, pick) ->
            walk.realm.roles().get(pick.of(walk.roles)).addComposites(List.of(walk.role(pick.of(walk.roles))))),
    COMPOSITE_LOST((walk, pick) -> walk.realm
            .roles()
            .get(pick.of(walk.roles))
            .deleteComposites(walk.roles.stream().map(walk::role).toList())),

    ROLE_IMPORTED_AGAIN((walk, pick) -> {
        RolesRepresentation roles = new RolesRepresentation();
        RoleRepresentation role = walk.role(pick.of(walk.roles));
        role.setId(null);
        role.setComposite(false);
        roles.setRealm(List.of(role));
        PartialImportRepresentation again = new PartialImportRepresentation();
        again.setRoles(roles);
        walk.importAgain(again);
    }),
    EVERYBODY_GIVEN_ROLE((walk, pick) ->
            walk.realm.roles().get(WalkedRealm.EVERYBODYS).addComposites(List.of(walk.role(pick.of(walk.roles))))),
    EVERYBODY_LOST_ROLE((walk, pick) ->
            walk.realm.roles().get(WalkedRealm.EVERYBODYS).deleteComposites(List.of(walk.role(pick.of(walk.roles))))),
    SERVICES_ROLE_GRANTED((walk, pick) -> walk.user(pick.of(walk.people))
            .roles()
            .clientLevel(walk.serviceId)
            .add(List.of(walk.serviceRole(pick.of(walk.serviceRoles))))),
    SERVICES_ROLE_TAKEN((walk, pick) -> walk.user(pick.of(walk.people))
            .roles()
            .clientLevel(walk.serviceId)
            .remove(List.of(walk.serviceRole(pick.of(walk.serviceRoles))))),
    SERVICES_ROLE_RENAMED((walk, pick) -> {
        String name = pick.from(walk.serviceRoles);
        RoleRepresentation role = walk.serviceRole(name);
        role.setName(WalkedRealm.unique("service-role"));
        walk.service().roles().get(name).update(role);
        walk.serviceRoles.add(role.getName());
    }),
    SERVICES_ROLE_DELETED((walk, pick) -> walk.service().roles().deleteRole(pick.from(walk.serviceRoles))),
    SERVICES_ROLE_MADE_PART_OF_ANOTHER((walk, pick) -> walk.realm
            .roles()
            .get(pick.of(walk.roles))
            .addComposites(List.of(walk.serviceRole(pick.of(walk.serviceRoles))))),

    GROUP_JOINED((walk, pick) -> walk.user(pick.of(walk.people)).joinGroup(pick.of(walk.groups))),
    GROUP_LEFT((walk, pick) -> walk.user(pick.of(walk.people)).leaveGroup(pick.of(walk.groups))),
    GROUP_GAINED_ROLE((walk, pick) -> walk.realm
            .groups()
            .group(pick.of(walk.groups))
            .roles()
            .realmLevel()
            .add(List.of(walk.role(pick.of(walk.roles))))),
    GROUP_LOST_ROLE((walk, pick) -> walk.realm
            .groups()
            .group(pick.of(walk.groups))
            .roles()
            .realmLevel()
            .remove(List.of(walk.role(pick.of(walk.roles))))),
    GROUP_GAINED_SERVICES_ROLE((walk, pick) -> walk.realm
            .groups()
            .group(pick.of(walk.groups))
            .roles()
            .clientLevel(walk.serviceId)
            .add(List.of(walk.serviceRole(pick.of(walk.serviceRoles))))),
    GROUP_LOST_SERVICES_ROLE((walk, pick) -> walk.realm
            .groups()
            .group(pick.of(walk.groups))
            .roles()
            .clientLevel(walk.serviceId)
            .remove(List.of(walk.serviceRole(pick.of(walk.serviceRoles))))),
    GROUP_MOVED_BELOW_ANOTHER((walk, pick) -> {
        GroupRepresentation moved =
                walk.realm.groups().group(walk.groups.get(0)).toRepresentation();
        walk.realm
                .groups()
                .group(walk.groups.get(1 + pick.number(walk.groups.size() - 1)))
                .subGroup(moved)
                .close();
    }),
    GROUP_MOVED_TO_THE_TOP((walk, pick) -> walk.realm
            .groups()
            .add(walk.realm.groups().group(walk.groups.get(0)).toRepresentation())
            .close()),
    GROUP_RENAMED((walk, pick) -> {
        String id = pick.of(walk.groups);
        GroupRepresentation group = walk.realm.groups().group(id).toRepresentation();
        group.setName(WalkedRealm.unique("group"));
        walk.realm.groups().group(id).update(group);
    }),
    GROUP_DELETED((walk, pick) -> {
        // The first may be below another, and would go with it.
        walk.realm.groups().group(walk.groups.remove(0)).remove();
    }),

    GROUP_IMPORTED_AGAIN((walk, pick) -> {
        // The last is at the top: only the first is ever moved.
        String id = walk.groups.remove(walk.groups.size() - 1);
        GroupRepresentation again = walk.realm.groups().group(id).toRepresentation();
        again.setId(null);
        PartialImportRepresentation groups = new PartialImportRepresentation();
        groups.setGroups(List.of(again));
        walk.importAgain(groups);
        // Keycloak has deleted the old one with what was below it.
        walk.groups.removeIf(walk::isGone);
        walk.groups.add(walk.realm
                .groups()
                .groups(again.getName(), true, 0, 1, true)
                .get(0)
                .getId());
    }),

    ORGANIZATION_JOINED((walk, pick) -> walk.organization.join(pick.of(walk.people))),
    ORGANIZATION_LEFT((walk, pick) -> walk.organization.leave(pick.of(walk.people))),
    ORGANIZATION_DISABLED((walk, pick) -> walk.organization.enable(false)),
    ORGANIZATION_ENABLED((walk, pick) -> walk.organization.enable(true)),
    ORGANIZATION_DELETED((walk, pick) -> walk.organization.delete()),
    ORGANIZATIONS_SWITCHED_OFF((walk, pick) -> walk.organization.switchAll(false)),
    ORGANIZATIONS_SWITCHED_ON((walk, pick) -> walk.organization.switchAll(true)),

    APP_DISABLED((walk, pick) -> walk.changeClient(pick.of(walk.apps), app -> app.setEnabled(false))),
    APPS_ENABLED((walk, pick) -> walk.apps.forEach(id -> walk.changeClient(id, app -> app.setEnabled(true)))),
    APP_RENAMED((walk, pick) ->
            walk.changeClient(pick.of(walk.apps), app -> app.setClientId(WalkedRealm.unique("client")))),
    APP_RENAMED_AND_DISABLED((walk, pick) -> walk.changeClient(pick.of(walk.apps), app -> {
        app.setClientId(WalkedRealm.unique("client"));
        app.setEnabled(false);
    })),
    APP_DELETED((walk, pick) -> walk.realm.clients().get(pick.from(walk.apps)).remove()),
    APP_IMPORTED_AGAIN((walk, pick) -> {
        ClientRepresentation again = walk.client(pick.from(walk.apps));
        again.setId(null);
        PartialImportRepresentation clients = new PartialImportRepresentation();
        clients.setClients(List.of(again));
        walk.importAgain(clients);
        walk.apps.add(
                walk.realm.clients().findByClientId(again.getClientId()).get(0).getId());
    }),
    APPS_NOT_BEFORE_SET((walk, pick) -> walk.changeClient(
            pick.of(walk.apps), app -> app.setNotBefore((int) Instant.now().getEpochSecond()))),
    APP_SEES_FEWER_ROLES((walk, pick) -> walk.changeClient(pick.of(walk.apps), app -> app.setFullScopeAllowed(false))),
    APP_SEES_ALL_ROLES((walk, pick) -> walk.changeClient(pick.of(walk.apps), app -> app.setFullScopeAllowed(true))),
    SCOPE_MAPPING_ADDED((walk, pick) -> walk.realm
            .clients()
            .get(pick.of(walk.apps))
            .getScopeMappings()
            .realmLevel()
            .add(List.of(walk.role(pick.of(walk.roles))))),
    SCOPE_MAPPING_REMOVED((walk, pick) -> walk.realm
            .clients()
            .get(pick.of(walk.apps))
            .getScopeMappings()
            .realmLevel()
            .remove(List.of(walk.role(pick.of(walk.roles))))),
    MAPPER_GIVES_ROLE((walk, pick) -> {
        ProtocolMapperRepresentation mapper = new ProtocolMapperRepresentation();
        mapper.setName(WalkedRealm.unique("mapper"));
        mapper.setProtocol("openid-connect");
        mapper.setProtocolMapper(WalkedScope.GIVES_ROLE);
        mapper.setConfig(Map.of("role", pick.of(walk.roles)));
        walk.realm
                .clients()
                .get(pick.of(walk.apps))
                .getProtocolMappers()
                .createMapper(mapper)
                .close();
    }),
    MAPPERS_REMOVED((walk, pick) -> {
        ProtocolMappersResource mappers =
                walk.realm.clients().get(pick.of(walk.apps)).getProtocolMappers();
        mappers.getMappers().stream()
                .filter(mapper -> mapper.getProtocolMapper().equals(WalkedScope.GIVES_ROLE))
                .forEach(mapper -> mappers.delete(mapper.getId()));
    }),
    APP_GOT_SCOPE_WITH_ROLES((walk, pick) -> walk.scope.giveTo(pick.of(walk.apps))),
    SCOPE_GIVES_ROLE((walk, pick) -> walk.scope.giveRole(pick.of(walk.roles))),
    SCOPE_GIVES_NO_ROLES((walk, pick) -> walk.scope.takeRoles()),
    SCOPE_DELETED((walk, pick) -> walk.scope.delete()),
    APP_LOST_SCOPE((walk, pick) -> {
        String email = walk.realmsScope("email");
        walk.realm.clients().get(pick.of(walk.apps)).removeDefaultClientScope(email);
    }),
    APP_GOT_SCOPE((walk, pick) -> {
        String email = walk.realmsScope("email");
        walk.realm.clients().get(pick.of(walk.apps)).addDefaultClientScope(email);
    }),
    ROBOT_DISABLED((walk, pick) -> walk.changeClient(walk.robot, robot -> robot.setEnabled(false))),
    ROBOT_ENABLED((walk, pick) -> walk.changeClient(walk.robot, robot -> robot.setEnabled(true))),
    ROBOT_GIVEN_ROLE((walk, pick) ->
            walk.user(walk.robotsAccount()).roles().realmLevel().add(List.of(walk.role(pick.of(walk.roles))))),
    ROBOT_LOST_ROLE((walk, pick) ->
            walk.user(walk.robotsAccount()).roles().realmLevel().remove(List.of(walk.role(pick.of(walk.roles))))),

    PROVIDER_DELETED((walk, pick) -> {
        try (LinkedProvider provider = LinkedProvider.create(walk.realm)) {
            provider.link(walk.user(pick.of(walk.people)));
        }
    }),
    IDENTITY_UNLINKED((walk, pick) -> {
        try (LinkedProvider provider = LinkedProvider.create(walk.realm)) {
            UserResource person = walk.user(pick.of(walk.people));
            provider.link(person);
            provider.unlink(person);
        }
    }),
    SESSIONS_MADE_SHORTER((walk, pick) -> walk.changeRealm(realm -> realm.setSsoSessionMaxLifespan(600))),
    SESSIONS_MADE_LONGER((walk, pick) -> walk.changeRealm(realm -> realm.setSsoSessionMaxLifespan(36_000))),
    REMEMBER_ME_SWITCHED_OFF((walk, pick) -> walk.changeRealm(realm -> realm.setRememberMe(false))),
    REMEMBER_ME_SWITCHED_ON((walk, pick) -> walk.changeRealm(realm -> realm.setRememberMe(true))),
    KEY_ADDED((walk, pick) -> walk.keys.add()),
    KEY_SWITCHED_OFF((walk, pick) -> walk.keys.switchOffTheNewest()),
    KEY_DELETED((walk, pick) -> walk.keys.deleteTheNewest()),
    EVERYBODY_LOGGED_OUT((walk, pick) -> walk.realm.logoutAll()),
    REALMS_NOT_BEFORE_SET((walk, pick) ->
            walk.changeRealm(realm -> realm.setNotBefore((int) Instant.now().getEpochSecond())));

    private final Change change;

    WalkStep(Change change) {
        this.change = change;
    }

    /** The same seed picks the same whom and what, as long as the steps before were the same. */
    void take(WalkedRealm walk, long seed) {
        change.make(walk, new Pick(new Random(seed)));
    }

    private interface Change {
        void make(WalkedRealm walk, Pick pick);
    }

    /** Chooses by chance. */
    record Pick(Random random) {
        int number(int bound) {
            return random.nextInt(bound);
        }

        <T> T of(List<T> choices) {
            return choices.get(number(choices.size()));
        }

        /** Removes what it returns. */
        <T> T from(List<T> choices) {
            return choices.remove(number(choices.size()));
        }
    }
}
