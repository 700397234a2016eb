package dev.daemun.systemtests;

import static org.assertj.core.api.Assertions.assertThat;

import dev.daemun.localplatform.CodeFlow;
import dev.daemun.localplatform.Login;
import dev.daemun.localplatform.PlatformException;
import jakarta.ws.rs.NotFoundException;
import jakarta.ws.rs.core.Response;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.Consumer;
import org.keycloak.admin.client.CreatedResponseUtil;
import org.keycloak.admin.client.Keycloak;
import org.keycloak.admin.client.resource.ClientResource;
import org.keycloak.admin.client.resource.RealmResource;
import org.keycloak.admin.client.resource.UserResource;
import org.keycloak.representations.idm.ClientRepresentation;
import org.keycloak.representations.idm.CredentialRepresentation;
import org.keycloak.representations.idm.GroupRepresentation;
import org.keycloak.representations.idm.PartialImportRepresentation;
import org.keycloak.representations.idm.ProtocolMapperRepresentation;
import org.keycloak.representations.idm.RealmRepresentation;
import org.keycloak.representations.idm.RoleRepresentation;
import org.keycloak.representations.idm.UserRepresentation;

/** The people, roles, groups, clients and tokens of one walk. All of it is removed when it is closed. */
final class WalkedRealm implements AutoCloseable {
    private static final int PEOPLE = 6;
    private static final int ROLES = 4;
    private static final int GROUPS = 3;
    private static final int APPS = 2;
    private static final int SERVICE_ROLES = 2;
    private static final int TOKENS = 20;
    private static final String ROBOTS_SECRET = "the-secret-of-the-robot";

    /** The role that each new person has, which brings others along. */
    static final String EVERYBODYS = "default-roles-daemun";

    private static final String OFFLINE_ACCESS = "offline_access";

    final TestPlatform platform;
    private final Keycloak admin;
    final RealmResource realm;
    private final RealmRepresentation before;

    /** Ids of users. */
    final List<String> people = new ArrayList<>();

    private final Map<String, Login> logins = new HashMap<>();

    /** Who could not sign in where, since when neither changed. */
    private final Set<String> shutOut = new HashSet<>();

    /** Names of realm roles. */
    final List<String> roles = new ArrayList<>();

    /** Ids of groups. */
    final List<String> groups = new ArrayList<>();

    /** The id of the client of the service that tokens are put to. */
    final String serviceId;

    /** Names of roles of that client. */
    final List<String> serviceRoles = new ArrayList<>();

    /** Ids of public clients through which people sign in. The last asks them for their consent. */
    final List<String> apps = new ArrayList<>();

    /** The id of a confidential client with an account of its own. */
    final String robot;

    final List<WalkedToken> tokens = new ArrayList<>();

    /** How many tokens were got in which way. */
    final Map<String, Integer> issued = new TreeMap<>();

    final WalkedOrganization organization;
    final WalkedKeys keys;
    final WalkedScope scope;

    WalkedRealm(TestPlatform platform) {
        this.platform = platform;
        this.admin = platform.admin();
        this.realm = platform.realm(admin);
        this.before = realm.toRepresentation();
        this.serviceId = realm.clients().findByClientId(Services.SAMPLE).get(0).getId();
        ClientRepresentation account = like("api-gateway");
        account.setSecret(ROBOTS_SECRET);
        account.setDefaultClientScopes(List.of("basic", "daemun", Services.SAMPLE));
        account.getAttributes().put("standard.token.exchange.enabled", "true");
        this.robot = CreatedResponseUtil.getCreatedId(realm.clients().create(account));
        this.organization = new WalkedOrganization(realm);
        this.keys = new WalkedKeys(realm);
        this.scope = new WalkedScope(realm);
        replaceWhatIsGone();
    }

    /** Creates anew what steps have deleted, and signs people in until enough tokens are in use again. */
    void replaceWhatIsGone() {
        while (roles.size() < ROLES) {
            String name = unique("role");
            realm.roles().create(new RoleRepresentation(name, "", false));
            roles.add(name);
        }
        while (groups.size() < GROUPS) {
            GroupRepresentation group = new GroupRepresentation();
            group.setName(unique("group/with a slash"));
            groups.add(CreatedResponseUtil.getCreatedId(realm.groups().add(group)));
        }
        while (serviceRoles.size() < SERVICE_ROLES) {
            String name = unique("service-role");
            service().roles().create(new RoleRepresentation(name, "", false));
            serviceRoles.add(name);
        }
        while (apps.size() < APPS) {
            apps.add(CreatedResponseUtil.getCreatedId(realm.clients().create(app(apps.size() == APPS - 1))));
        }
        while (people.size() < PEOPLE) {
            UserRepresentation person = new UserRepresentation();
            person.setUsername(unique("person"));
            person.setEnabled(true);
            String id = CreatedResponseUtil.getCreatedId(realm.users().create(person));
            realm.users().get(id).resetPassword(password(id));
            realm.users()
                    .get(id)
                    .roles()
                    .realmLevel()
                    .add(List.of(role(roles.get(people.size() % ROLES)), role(OFFLINE_ACCESS)));
            realm.users()
                    .get(id)
                    .roles()
                    .clientLevel(serviceId)
                    .add(List.of(serviceRole(serviceRoles.get(people.size() % SERVICE_ROLES))));
            realm.users().get(id).joinGroup(groups.get(people.size() % GROUPS));
            people.add(id);
        }
        for (int i = 0; i < TOKENS && tokens.size() < TOKENS; i++) {
            if (i % (PEOPLE + 1) == PEOPLE) {
                signInRobot();
            } else {
                signIn(people.get(i % (PEOPLE + 1)), apps.get(i % APPS));
            }
        }
    }

    /** Signs in with a new session, unless the user or the client may not. */
    void signIn(String person, String app) {
        signIn(person, app, "openid");
    }

    /** The same, to stay signed in when the session has ended. */
    void signInOffline(String person, String app) {
        signIn(person, app, "openid " + OFFLINE_ACCESS);
    }

    private void signIn(String person, String app, String asked) {
        if (shutOut.contains(person + app)) {
            return;
        }
        try {
            CodeFlow flow = flow(app, asked);
            CodeFlow.Tokens signedIn = flow.signIn(login(person));
            tokens.add(WalkedToken.of(flow.clientId(), signedIn.accessToken(), signedIn.refreshToken()));
            issued.merge(asked + (client(app).isConsentRequired() ? ", with consent" : ""), 1, Integer::sum);
        } catch (PlatformException disabled) {
            // The walk goes on with the others.
            shutOut.add(person + app);
        }
    }

    private void signInRobot() {
        Call.Answer answer = token(Map.of(
                "grant_type",
                "client_credentials",
                "client_id",
                client(robot).getClientId(),
                "client_secret",
                ROBOTS_SECRET));
        if (answer.status() == 200) {
            tokens.add(WalkedToken.of(
                    client(robot).getClientId(),
                    answer.json().path("access_token").asText(),
                    ""));
        }
    }

    /** One of the tokens that people got by signing in, if there is any. */
    Optional<WalkedToken> session(WalkStep.Pick pick) {
        List<WalkedToken> sessions = sessions();
        return sessions.isEmpty() ? Optional.empty() : Optional.of(pick.of(sessions));
    }

    /** All of these. */
    List<WalkedToken> sessions() {
        return tokens.stream().filter(WalkedToken::hasSession).toList();
    }

    /** Keeps the old access token in use: Keycloak does not end it. */
    void refreshAndReplace(WalkedToken token) {
        Call.Answer answer = refresh(token);
        if (answer.status() == 200) {
            tokens.replaceAll(
                    each -> each.equals(token) ? WalkedToken.of(token.clientId(), token.accessToken(), "") : each);
            tokens.add(WalkedToken.of(
                    token.clientId(),
                    answer.json().path("access_token").asText(),
                    answer.json().path("refresh_token").asText()));
        }
    }

    void endpoint(String path, WalkedToken token, String parameter, String value) {
        platform.callRealm("/protocol/openid-connect/" + path)
                .postForm(Map.of("client_id", token.clientId(), parameter, value));
    }

    /** The id of one of the realm's own client scopes. */
    String realmsScope(String name) {
        return realm.clientScopes().findAll().stream()
                .filter(scope -> scope.getName().equals(name))
                .findFirst()
                .orElseThrow()
                .getId();
    }

    String robotsAccount() {
        return realm.clients().get(robot).getServiceAccountUser().getId();
    }

    boolean isGone(String group) {
        try {
            realm.groups().group(group).toRepresentation();
            return false;
        } catch (NotFoundException gone) {
            return true;
        }
    }

    void ignoringWhatIsGone(Runnable change) {
        try {
            change.run();
        } catch (NotFoundException gone) {
            // An earlier step has ended it.
        }
    }

    Call.Answer refresh(WalkedToken token) {
        return token(Map.of(
                "grant_type", "refresh_token",
                "client_id", token.clientId(),
                "refresh_token", token.refreshToken()));
    }

    Call.Answer token(Map<String, String> fields) {
        return platform.callRealm("/protocol/openid-connect/token").postForm(fields);
    }

    CodeFlow flow(String app) {
        return flow(app, "openid");
    }

    private CodeFlow flow(String app, String asked) {
        return new CodeFlow(
                platform.keycloak.issuer(), client(app).getClientId(), TestRealm.webApp(platform.ports) + "/", asked);
    }

    /** The robot gets a token of its own for the person (RFC 8693). */
    void exchange(WalkedToken token) {
        String requester = client(robot).getClientId();
        Call.Answer answer = platform.callRealm("/protocol/openid-connect/token")
                .basic(requester, ROBOTS_SECRET)
                .postForm(Map.of(
                        "grant_type",
                        "urn:ietf:params:oauth:grant-type:token-exchange",
                        "subject_token",
                        token.accessToken(),
                        "subject_token_type",
                        "urn:ietf:params:oauth:token-type:access_token",
                        "audience",
                        Services.SAMPLE));
        if (answer.status() == 200) {
            issued.merge("exchanged", 1, Integer::sum);
            tokens.add(
                    WalkedToken.of(requester, answer.json().path("access_token").asText(), ""));
        }
    }

    /** Where one wrong password is enough, which this restores. */
    void lockOutForGood(String person, String app) {
        changeRealm(realm -> {
            realm.setPermanentLockout(true);
            realm.setFailureFactor(1);
        });
        try {
            flow(app).signIn(new Login(login(person).username(), "a guess"));
        } catch (PlatformException wrong) {
            shutOut.clear();
        }
        changeRealm(realm -> {
            realm.setPermanentLockout(false);
            realm.setFailureFactor(before.getFailureFactor());
        });
    }

    /** A call of the person's own to the account console's interface, unless the person can't sign in. */
    void deleteInTheAccount(String person, String path) {
        String console = platform.keycloak.issuer() + "/account/";
        try {
            CodeFlow.Tokens own = new CodeFlow(platform.keycloak.issuer(), "account-console", console, "openid")
                    .signIn(login(person));
            Call.to(console + path)
                    .bearer(own.accessToken())
                    .header("Accept", "application/json")
                    .delete();
        } catch (PlatformException disabled) {
            // Then there is nothing that the person could take back.
        }
    }

    /** As an administrator does with a file, which replaces what exists. */
    void importAgain(PartialImportRepresentation resources) {
        resources.setIfResourceExists("OVERWRITE");
        try (Response imported = realm.partialImport(resources)) {
            assertThat(imported.getStatus()).isEqualTo(200);
        }
        shutOut.clear();
    }

    Login login(String person) {
        return logins.get(person);
    }

    UserResource user(String id) {
        return realm.users().get(id);
    }

    RoleRepresentation role(String name) {
        return realm.roles().get(name).toRepresentation();
    }

    ClientResource service() {
        return realm.clients().get(serviceId);
    }

    RoleRepresentation serviceRole(String name) {
        return service().roles().get(name).toRepresentation();
    }

    ClientRepresentation client(String id) {
        return realm.clients().get(id).toRepresentation();
    }

    void change(String person, Consumer<UserRepresentation> change) {
        UserRepresentation changed = user(person).toRepresentation();
        change.accept(changed);
        user(person).update(changed);
        shutOut.clear();
    }

    void changeClient(String id, Consumer<ClientRepresentation> change) {
        ClientResource client = realm.clients().get(id);
        ClientRepresentation changed = client.toRepresentation();
        change.accept(changed);
        client.update(changed);
        shutOut.clear();
    }

    void changeRealm(Consumer<RealmRepresentation> change) {
        RealmRepresentation changed = realm.toRepresentation();
        change.accept(changed);
        realm.update(changed);
    }

    /** A new password for the person, which the caller has to give to Keycloak. */
    CredentialRepresentation password(String person) {
        CredentialRepresentation password = new CredentialRepresentation();
        password.setType(CredentialRepresentation.PASSWORD);
        password.setValue(unique("password"));
        logins.put(person, new Login(user(person).toRepresentation().getUsername(), password.getValue()));
        return password;
    }

    static String unique(String kind) {
        return kind + '-' + UUID.randomUUID();
    }

    @Override
    public void close() {
        organization.close();
        realm.update(before);
        people.forEach(id -> user(id).remove());
        apps.forEach(id -> realm.clients().get(id).remove());
        realm.clients().get(robot).remove();
        groups.forEach(id -> realm.groups().group(id).remove());
        roles.forEach(realm.roles()::deleteRole);
        serviceRoles.forEach(service().roles()::deleteRole);
        keys.close();
        scope.close();
        admin.close();
        Withdrawal.awaitGoodTokensForEverybody();
    }

    private ClientRepresentation app(boolean asksForConsent) {
        ClientRepresentation app = like("sample-web-app");
        app.setOptionalClientScopes(List.of(OFFLINE_ACCESS));
        app.setConsentRequired(asksForConsent);
        // Keycloak asks for consent only where there is something to show, and no scope of this realm is shown.
        app.getAttributes().put("display.on.consent.screen", String.valueOf(asksForConsent));
        app.setProtocolMappers(List.of(audience(client(robot).getClientId())));
        return app;
    }

    /** Lets that client exchange the token. */
    private static ProtocolMapperRepresentation audience(String clientId) {
        ProtocolMapperRepresentation mapper = new ProtocolMapperRepresentation();
        mapper.setName("audience");
        mapper.setProtocol("openid-connect");
        mapper.setProtocolMapper("oidc-audience-mapper");
        mapper.setConfig(Map.of("included.client.audience", clientId, "access.token.claim", "true"));
        return mapper;
    }

    private ClientRepresentation like(String clientId) {
        ClientRepresentation client = realm.clients().findByClientId(clientId).get(0);
        client.setId(null);
        client.setClientId(unique("client"));
        client.setProtocolMappers(null);
        client.setFullScopeAllowed(true);
        return client;
    }
}
