package dev.daemun.systemtests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import com.unboundid.ldap.listener.InMemoryDirectoryServer;
import com.unboundid.ldap.listener.InMemoryDirectoryServerConfig;
import com.unboundid.ldap.listener.InMemoryListenerConfig;
import com.unboundid.ldap.sdk.LDAPException;
import com.unboundid.ldif.LDIFException;
import dev.daemun.localplatform.CodeFlow;
import dev.daemun.localplatform.Pkce;
import jakarta.ws.rs.core.Response;
import java.net.InetAddress;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.keycloak.admin.client.CreatedResponseUtil;
import org.keycloak.admin.client.Keycloak;
import org.keycloak.admin.client.resource.ComponentResource;
import org.keycloak.admin.client.resource.OrganizationResource;
import org.keycloak.admin.client.resource.RealmResource;
import org.keycloak.common.util.MultivaluedHashMap;
import org.keycloak.representations.idm.ClientRepresentation;
import org.keycloak.representations.idm.ComponentRepresentation;
import org.keycloak.representations.idm.IdentityProviderRepresentation;
import org.keycloak.representations.idm.OrganizationDomainRepresentation;
import org.keycloak.representations.idm.OrganizationRepresentation;
import org.keycloak.representations.idm.PartialImportRepresentation;
import org.keycloak.representations.idm.RealmRepresentation;
import org.keycloak.representations.idm.RoleRepresentation;
import org.keycloak.representations.idm.UserRepresentation;

/** Tries, in a realm with Keycloak's own settings, what Keycloak does to users and sessions without an event of its own. */
@ResourceLock(KeycloakOnPostgresql.LOCK)
class WhatKeycloakDoesUnaskedIsToldIT {
    private static final KeycloakOnPostgresql KEYCLOAK = KeycloakOnPostgresql.shared();
    private static final String PASSWORD = "a-password";
    private static final String APPLICATION = "http://localhost/application";

    private final Keycloak admin = KEYCLOAK.admin();
    private final String name = "bare-" + UUID.randomUUID();

    @BeforeEach
    void createRealm() {
        create(name);
    }

    @AfterEach
    void removeRealm() {
        realm().remove();
        admin.close();
    }

    @Test
    void theImpersonatorsOwnSessionEndsAndTheNewOneNamesThem() {
        String impersonator = createUser(name, "impersonator");
        String management =
                realm().clients().findByClientId("realm-management").get(0).getId();
        List<RoleRepresentation> roles =
                realm().clients().get(management).roles().list();
        realm().users().get(impersonator).roles().clientLevel(management).add(roles);
        String customer = createUser(name, "customer");
        Claims own = Claims.of(token("impersonator").json().path("access_token").asText());
        Call.Answer tokens = token("impersonator");
        String sid = Claims.of(tokens.json().path("access_token").asText()).text("sid");
        List<LogRows.Row> rows = events(() -> assertThat(
                        Call.to(KEYCLOAK.url() + "/admin/realms/" + name + "/users/" + customer + "/impersonation")
                                .bearer(tokens.json().path("access_token").asText())
                                .postJson("{}")
                                .status())
                .isEqualTo(200));
        assertThat(own.text("sid")).isNotEqualTo(sid);
        assertThat(rows)
                .extracting(
                        LogRows.Row::what,
                        LogRows.Row::subject,
                        row -> row.data().path("impersonator").asText(null))
                .containsExactlyInAnyOrder(
                        tuple("session-ended", impersonator, null), tuple("signed-in", customer, impersonator));
        assertThat(rows)
                .anySatisfy(row -> assertThat(row.data().path("sid").asText()).isEqualTo(sid));
    }

    @Test
    void importedUsersAreNewOnesAlsoInPlaceOfOthers() {
        String before = createUser(name, "overwritten");
        PartialImportRepresentation users = new PartialImportRepresentation();
        users.setIfResourceExists("OVERWRITE");
        UserRepresentation sameId = user("of-the-same-id");
        sameId.setId(createUser(name, "of-the-same-id"));
        users.setUsers(List.of(user("overwritten"), user("new"), sameId));
        List<LogRows.Row> rows = events(() -> {
            try (Response imported = realm().partialImport(users)) {
                assertThat(imported.getStatus()).isEqualTo(200);
            }
        });
        assertThat(rows)
                .filteredOn(row -> List.of("registered", "deleted").contains(row.what()))
                .extracting(
                        LogRows.Row::what,
                        row -> row.subject().equals(before),
                        row -> row.data().path("username").asText(null))
                .containsExactlyInAnyOrder(
                        tuple("deleted", true, null),
                        tuple("registered", false, "overwritten"),
                        tuple("registered", false, "new"),
                        tuple("deleted", false, null),
                        tuple("registered", false, "of-the-same-id"));
        assertThat(rows)
                .filteredOn(row -> sameId.getId().equals(row.subject()))
                .extracting(LogRows.Row::what)
                .startsWith("deleted", "registered");
        assertThat(rows).extracting(LogRows.Row::what).doesNotContain("password-changed", "profile-updated");
    }

    @Test
    void aPersonWhoIsGoneFromTheDirectory() throws LDAPException, LDIFException {
        try (InMemoryDirectoryServer directory = directory()) {
            String provider = connect(directory);
            for (String person : List.of("ann", "ben", "cho")) {
                assertThat(token(person).status()).isEqualTo(200);
            }
            Map<String, String> ids = new HashMap<>();
            realm().users().list().forEach(user -> ids.put(user.getUsername(), user.getId()));
            directory.delete("uid=ann,dc=example,dc=com");
            // Until then Keycloak does not ask the directory, and the user's tokens stay active.
            realm().clearUserCache();
            List<LogRows.Row> rows =
                    events(() -> assertThat(realm().users().search("ann")).isEmpty());
            assertThat(rows)
                    .extracting(LogRows.Row::what, LogRows.Row::subject)
                    .containsExactly(tuple("deleted", ids.get("ann")));

            rows = events(() -> realm().userStorage().removeImportedUsers(provider));
            assertThat(rows)
                    .extracting(LogRows.Row::what, LogRows.Row::subject)
                    .containsExactlyInAnyOrder(tuple("deleted", ids.get("ben")), tuple("deleted", ids.get("cho")));
        }
    }

    @Test
    void aDirectoryThatIsSwitchedOff() throws LDAPException, LDIFException {
        try (InMemoryDirectoryServer directory = directory()) {
            ComponentResource provider = realm().components().component(connect(directory));
            String refreshToken = token("ann").json().path("refresh_token").asText();
            ComponentRepresentation off = provider.toRepresentation();
            off.getConfig().putSingle("enabled", "false");

            assertThat(events(() -> provider.update(off)))
                    .extracting(
                            LogRows.Row::what,
                            row -> row.data().path("directory").asText())
                    .containsExactly(tuple("directory-disabled", "directory"));

            assertThat(refresh(refreshToken).status())
                    .as("Keycloak has shut them out")
                    .isEqualTo(400);
            assertThat(events(() -> provider.update(off))).as("saved once more").isEmpty();
        }
    }

    @Test
    void anOrganizationThatIsSwitchedOff() {
        changeRealm(realm -> realm.setOrganizationsEnabled(true));
        OrganizationResource organization = managedByAnOrganization("of-acme");
        String refreshToken = token("of-acme").json().path("refresh_token").asText();
        assertThat(refresh(refreshToken).status()).isEqualTo(200);

        assertThat(events(() -> enable(organization, false)))
                .extracting(
                        LogRows.Row::what,
                        row -> row.data().path("organization").asText())
                .containsExactly(tuple("organization-disabled", "acme"));

        assertThat(refresh(refreshToken).status())
                .as("Keycloak has shut them out")
                .isEqualTo(400);
        assertThat(events(() -> enable(organization, false)))
                .as("saved once more")
                .isEmpty();
        assertThat(events(() -> enable(organization, true))).isEmpty();
        assertThat(refresh(refreshToken).status()).isEqualTo(200);

        assertThat(events(() -> changeRealm(realm -> realm.setOrganizationsEnabled(false))))
                .extracting(
                        LogRows.Row::what, row -> row.data().path("narrowed").asBoolean())
                .containsExactly(tuple("realm-updated", true));
        assertThat(refresh(refreshToken).status()).as("so has this").isEqualTo(400);
    }

    @Test
    void aKeyThatIsSwitchedOff() {
        ComponentResource provider = addKey(Map.of("priority", "200", "enabled", "true"));
        createUser(name, "with-a-key");
        String accessToken = token("with-a-key").json().path("access_token").asText();
        String kid = Claims.of(accessToken).header().path("kid").asText();
        ComponentRepresentation passive = provider.toRepresentation();
        passive.getConfig().putSingle("active", "false");
        assertThat(events(() -> provider.update(passive)))
                .as("it still verifies")
                .isEmpty();

        passive.getConfig().putSingle("enabled", "false");
        assertThat(events(() -> provider.update(passive)))
                .extracting(LogRows.Row::what, row -> Claims.texts(row.data().path("kids")))
                .containsExactly(tuple("key-removed", List.of(kid)));
        assertThat(events(provider::remove)).as("it was off already").isEmpty();
        assertThat(events(addKey(Map.of("priority", "200"))::remove))
                .extracting(LogRows.Row::what)
                .containsExactly("key-removed");
    }

    private ComponentResource addKey(Map<String, String> config) {
        ComponentRepresentation key = new ComponentRepresentation();
        key.setName("another key");
        key.setProviderId("rsa-generated");
        key.setProviderType("org.keycloak.keys.KeyProvider");
        key.setConfig(new MultivaluedHashMap<>());
        key.getConfig().putSingle("keySize", "1024");
        config.forEach(key.getConfig()::putSingle);
        try (Response created = realm().components().add(key)) {
            return realm().components().component(CreatedResponseUtil.getCreatedId(created));
        }
    }

    private void changeRealm(Consumer<RealmRepresentation> change) {
        RealmRepresentation changed = realm().toRepresentation();
        change.accept(changed);
        realm().update(changed);
    }

    private static void enable(OrganizationResource organization, boolean enabled) {
        OrganizationRepresentation changed = organization.toRepresentation();
        changed.setEnabled(enabled);
        organization.update(changed).close();
    }

    /** A member as one who came through the organization's own identity provider, which needs no browser this way. */
    private OrganizationResource managedByAnOrganization(String username) {
        OrganizationRepresentation acme = new OrganizationRepresentation();
        acme.setName("acme");
        acme.addDomain(new OrganizationDomainRepresentation("acme.example.com"));
        OrganizationResource organization = realm().organizations()
                .get(CreatedResponseUtil.getCreatedId(realm().organizations().create(acme)));
        String member = createUser(name, username);
        organization.members().addMember(member).close();
        KEYCLOAK.log()
                .execute("UPDATE USER_GROUP_MEMBERSHIP SET MEMBERSHIP_TYPE = 'MANAGED' WHERE USER_ID = '" + member
                        + "'");
        realm().clearRealmCache();
        realm().clearUserCache();
        return organization;
    }

    private Call.Answer refresh(String refreshToken) {
        return Call.to(KEYCLOAK.url() + "/realms/" + name + "/protocol/openid-connect/token")
                .postForm(
                        Map.of("grant_type", "refresh_token", "client_id", "admin-cli", "refresh_token", refreshToken));
    }

    @Test
    void whatTheProviderChangesAtASignInAndWhatEndsWithTheProvider() {
        String home = "home-" + UUID.randomUUID();
        create(home);
        try {
            String person = createUser(home, "person");
            broker(home);
            Call.Answer first = throughProvider();
            List<LogRows.Row> rows = events(() -> {
                UserRepresentation changed =
                        admin.realm(home).users().get(person).toRepresentation();
                changed.setFirstName("Another");
                admin.realm(home).users().get(person).update(changed);
                throughProvider();
            });
            assertThat(rows)
                    .filteredOn(row -> row.what().equals("profile-updated"))
                    .extracting(row -> row.data().path("firstName").asText())
                    .containsExactly("Another");

            rows = events(() -> realm().identityProviders().get("home").remove());
            assertThat(rows).extracting(LogRows.Row::what).containsExactly("identity-provider-deleted");
            rows = events(() -> Call.to(KEYCLOAK.url() + "/realms/" + name + "/protocol/openid-connect/logout")
                    .postForm(Map.of(
                            "client_id",
                            "application",
                            "refresh_token",
                            first.json().path("refresh_token").asText())));
            String sid = Claims.of(first.json().path("access_token").asText()).text("sid");
            long left = KEYCLOAK.log()
                    .number("SELECT COUNT(*) FROM OFFLINE_USER_SESSION WHERE USER_SESSION_ID = '" + sid + "'");
            assertThat(rows)
                    .as("Keycloak reports an error, and may have removed the session, which is over in any case")
                    .filteredOn(row -> sid.equals(row.data().path("sid").asText()))
                    .hasSize(left == 0 ? 1 : 0);
        } finally {
            admin.realm(home).remove();
        }
    }

    @Test
    void anAddressOfThisMachineThatIsNotTheIssuers() {
        String id = createUser(name, "customer");
        try (Keycloak other = Keycloak.getInstance(
                KEYCLOAK.url().replace("localhost", "127.0.0.1"),
                "master",
                RunningKeycloak.ADMINISTRATOR.username(),
                RunningKeycloak.ADMINISTRATOR.password(),
                "admin-cli")) {
            List<LogRows.Row> rows =
                    events(() -> other.realm(name).users().get(id).remove());
            assertThat(rows)
                    .extracting(LogRows.Row::what, LogRows.Row::source)
                    .containsExactly(tuple("deleted", KEYCLOAK.url() + "/realms/" + name));
        }
    }

    private RealmResource realm() {
        return admin.realm(name);
    }

    private void create(String realmName) {
        admin.realms().create(EmptyRealm.named(realmName));
    }

    private String createUser(String realmName, String username) {
        try (Response created = admin.realm(realmName).users().create(user(username))) {
            return CreatedResponseUtil.getCreatedId(created);
        }
    }

    private static UserRepresentation user(String username) {
        UserRepresentation user = new UserRepresentation();
        user.setUsername(username);
        user.setEmail(username + "@example.com");
        user.setFirstName("First");
        user.setLastName("Last");
        user.setEnabled(true);
        user.setCredentials(List.of(LoggedUser.password(PASSWORD)));
        return user;
    }

    private Call.Answer token(String username) {
        return Call.to(KEYCLOAK.url() + "/realms/" + name + "/protocol/openid-connect/token")
                .postForm(Map.of(
                        "grant_type",
                        "password",
                        "client_id",
                        "admin-cli",
                        "username",
                        username,
                        "password",
                        PASSWORD));
    }

    private List<LogRows.Row> events(Runnable change) {
        KEYCLOAK.log().settled(0);
        long before = KEYCLOAK.log().lastPosition();
        change.run();
        return KEYCLOAK.log().settled(before).stream()
                .filter(row -> row.data().path("realm").asText().equals(name))
                .toList();
    }

    private static InMemoryDirectoryServer directory() throws LDAPException, LDIFException {
        InMemoryDirectoryServerConfig config = new InMemoryDirectoryServerConfig("dc=example,dc=com");
        config.addAdditionalBindCredentials("cn=admin", PASSWORD);
        config.setListenerConfigs(
                InMemoryListenerConfig.createLDAPConfig("ldap", InetAddress.getLoopbackAddress(), 0, null));
        InMemoryDirectoryServer directory = new InMemoryDirectoryServer(config);
        directory.startListening();
        directory.add("dn: dc=example,dc=com", "objectClass: domain", "dc: example");
        for (String person : List.of("ann", "ben", "cho")) {
            directory.add(
                    "dn: uid=" + person + ",dc=example,dc=com",
                    "objectClass: inetOrgPerson",
                    "uid: " + person,
                    "cn: " + person,
                    "sn: Last",
                    "mail: " + person + "@example.com",
                    "userPassword: " + PASSWORD);
        }
        return directory;
    }

    private String connect(InMemoryDirectoryServer directory) {
        ComponentRepresentation provider = new ComponentRepresentation();
        provider.setName("directory");
        provider.setProviderId("ldap");
        provider.setProviderType("org.keycloak.storage.UserStorageProvider");
        provider.setConfig(new MultivaluedHashMap<>());
        Map.of(
                        "vendor", "other",
                        "connectionUrl", "ldap://localhost:" + directory.getListenPort(),
                        "bindDn", "cn=admin",
                        "bindCredential", PASSWORD,
                        "usersDn", "dc=example,dc=com",
                        "userObjectClasses", "inetOrgPerson",
                        "usernameLDAPAttribute", "uid",
                        "rdnLDAPAttribute", "uid",
                        "editMode", "READ_ONLY")
                .forEach(provider.getConfig()::putSingle);
        Map.of("uuidLDAPAttribute", "entryUUID", "authType", "simple", "enabled", "true", "importEnabled", "true")
                .forEach(provider.getConfig()::putSingle);
        try (Response created = realm().components().add(provider)) {
            return CreatedResponseUtil.getCreatedId(created);
        }
    }

    /** Makes another realm an identity provider of this one, which takes its data over at each sign-in. */
    private void broker(String home) {
        String homeUrl = KEYCLOAK.url() + "/realms/" + home;
        ClientRepresentation client = new ClientRepresentation();
        client.setClientId("the-other-realm");
        client.setSecret(PASSWORD);
        client.setRedirectUris(List.of(KEYCLOAK.url() + "/realms/" + name + "/broker/home/endpoint"));
        admin.realm(home).clients().create(client).close();
        IdentityProviderRepresentation provider = new IdentityProviderRepresentation();
        provider.setAlias("home");
        provider.setProviderId("oidc");
        provider.setEnabled(true);
        provider.setTrustEmail(true);
        String endpoints = homeUrl + "/protocol/openid-connect/";
        provider.setConfig(Map.of(
                "syncMode",
                "FORCE",
                "clientId",
                "the-other-realm",
                "clientSecret",
                PASSWORD,
                "clientAuthMethod",
                "client_secret_post",
                "authorizationUrl",
                endpoints + "auth",
                "tokenUrl",
                endpoints + "token",
                "jwksUrl",
                endpoints + "certs",
                "issuer",
                homeUrl,
                "useJwksUrl",
                "true",
                "validateSignature",
                "true"));
        realm().identityProviders().create(provider).close();
        ClientRepresentation application = new ClientRepresentation();
        application.setClientId("application");
        application.setPublicClient(true);
        application.setRedirectUris(List.of(APPLICATION));
        realm().clients().create(application).close();
    }

    /** Signs in through that provider, and returns the token endpoint's answer. */
    private Call.Answer throughProvider() {
        Pkce pkce = Pkce.random();
        String issuer = KEYCLOAK.url() + "/realms/" + name;
        String application = new KeycloakPages(KEYCLOAK.url())
                .open(new CodeFlow(issuer, "application", APPLICATION, "openid").authorizationRequest(pkce)
                        + "&kc_idp_hint=home")
                .submit("form#kc-form-login", Map.of("username", "person", "password", PASSWORD))
                .application();
        String code = Stream.of(application.split("[?&]", -1))
                .filter(parameter -> parameter.startsWith("code="))
                .findFirst()
                .orElseThrow()
                .substring("code=".length());
        return Call.to(issuer + "/protocol/openid-connect/token")
                .postForm(Map.of(
                        "grant_type",
                        "authorization_code",
                        "client_id",
                        "application",
                        "redirect_uri",
                        APPLICATION,
                        "code",
                        code,
                        "code_verifier",
                        pkce.verifier()));
    }
}
