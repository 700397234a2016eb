package dev.daemun.systemtests;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import dev.daemun.eventlog.IdentityEventType;
import jakarta.ws.rs.core.Response;
import java.io.InputStream;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.keycloak.admin.client.Keycloak;
import org.keycloak.admin.client.resource.RealmResource;
import org.keycloak.representations.idm.ClientRepresentation;
import org.keycloak.representations.idm.ComponentRepresentation;
import org.keycloak.representations.idm.GroupRepresentation;
import org.keycloak.representations.idm.IdentityProviderRepresentation;
import org.keycloak.representations.idm.PartialImportRepresentation;
import org.keycloak.representations.idm.ProtocolMapperRepresentation;
import org.keycloak.representations.idm.RealmRepresentation;
import org.keycloak.representations.idm.RoleRepresentation;
import org.keycloak.representations.idm.UserRepresentation;

/**
 * Who changed what in the console, from where, and how it was before and after, is in the event log, and so goes where its events go;
 * and whether files say something else now.
 */
@ResourceLock(KeycloakOnPostgresql.LOCK)
class WhatAnAdministratorChangedIsToldIT {
    private static final KeycloakOnPostgresql KEYCLOAK = KeycloakOnPostgresql.shared();
    private static final String NAME = "changed-by-hand-" + UUID.randomUUID();
    private static final String SECRET = "never-in-an-event";
    private static final ObjectMapper JSON = new ObjectMapper();
    private static Keycloak admin;

    @BeforeAll
    static void createRealm() {
        admin = KEYCLOAK.admin();
        RealmRepresentation realm = EmptyRealm.named(NAME);
        ClientRepresentation shop = client("shop");
        shop.setRedirectUris(List.of("https://shop.example.com/"));
        realm.setClients(List.of(client("realm-admin"), shop));
        admin.realms().create(realm);
        realm().roles().create(new RoleRepresentation("clerk", "as it was", false));
        GroupRepresentation group = new GroupRepresentation();
        group.setName("desk");
        realm().groups().add(group).close();
        IdentityProviderRepresentation provider = new IdentityProviderRepresentation();
        provider.setAlias("google");
        provider.setProviderId("google");
        provider.setConfig(new HashMap<>(Map.of("clientId", "as-it-was", "clientSecret", SECRET)));
        realm().identityProviders().create(provider).close();
        UserRepresentation user = new UserRepresentation();
        user.setUsername("customer");
        user.setEmail("customer@example.com");
        user.setEnabled(true);
        realm().users().create(user).close();
    }

    @AfterAll
    static void remove() {
        realm().remove();
        admin.close();
    }

    /** Keycloak caches people: whoever reads an imported one too early leaves them in the cache without their password. */
    @Test
    void andImportedPeopleSignInWithTheirPasswords() {
        UserRepresentation person = new UserRepresentation();
        person.setUsername("imported");
        person.setEmail("imported@example.com");
        person.setFirstName("Imported");
        person.setLastName("Person");
        person.setEmailVerified(true);
        person.setEnabled(true);
        person.setCredentials(List.of(LoggedUser.password("an-imported-password")));
        PartialImportRepresentation people = new PartialImportRepresentation();
        people.setIfResourceExists("FAIL");
        people.setUsers(List.of(person));
        try (Response imported = realm().partialImport(people)) {
            assertThat(imported.getStatus()).isEqualTo(200);
        }
        Call.Answer tokens = Call.to(KEYCLOAK.url() + "/realms/" + NAME + "/protocol/openid-connect/token")
                .postForm(Map.of(
                        "grant_type", "password",
                        "client_id", "admin-cli",
                        "username", "imported",
                        "password", "an-imported-password"));
        assertThat(tokens.status()).as(tokens.body()).isEqualTo(200);
    }

    static Stream<Arguments> changes() {
        return Stream.of(
                change(
                        "a client",
                        realm -> APlanNamesExactlyWhatDiffersIT.update(client(realm), shop -> {
                            shop.setRedirectUris(List.of("https://elsewhere.example.com/*"));
                            shop.setSecret(SECRET);
                        }),
                        "update client true",
                        "/redirectUris/0",
                        "https://shop.example.com/",
                        "https://elsewhere.example.com/*"),
                change(
                        "a mapper of a client",
                        realm -> {
                            ProtocolMapperRepresentation mapper = new ProtocolMapperRepresentation();
                            mapper.setName("by hand");
                            mapper.setProtocol("openid-connect");
                            mapper.setProtocolMapper("oidc-hardcoded-claim-mapper");
                            mapper.setConfig(Map.of("claim.name", "x", "claim.value", "y"));
                            client(realm)
                                    .getProtocolMappers()
                                    .createMapper(mapper)
                                    .close();
                        },
                        "create protocol_mapper true",
                        "/protocolMappers/0/name",
                        "",
                        "by hand"),
                change(
                        "what a client lets through",
                        realm -> client(realm)
                                .getScopeMappings()
                                .realmLevel()
                                .add(List.of(realm.roles().get("clerk").toRepresentation())),
                        "create realm_scope_mapping true",
                        "/scopeMappings/0",
                        "",
                        "clerk"),
                change(
                        "a role",
                        realm -> {
                            RoleRepresentation role = realm.roles().get("clerk").toRepresentation();
                            role.setDescription("by hand");
                            realm.roles().get("clerk").update(role);
                        },
                        "update realm_role true",
                        "/description",
                        "as it was",
                        "by hand"),
                change(
                        "a group's roles",
                        realm -> realm.groups()
                                .group(realm.getGroupByPath("/desk").getId())
                                .roles()
                                .realmLevel()
                                .add(List.of(realm.roles().get("clerk").toRepresentation())),
                        "create realm_role_mapping true",
                        "/realmRoles/0",
                        "",
                        "clerk"),
                change(
                        "an identity provider",
                        realm -> {
                            var google = realm.identityProviders().get("google");
                            IdentityProviderRepresentation provider = google.toRepresentation();
                            provider.getConfig().put("clientId", "by-hand");
                            provider.getConfig().put("clientSecret", SECRET + "-either");
                            google.update(provider);
                        },
                        "update identity_provider true",
                        "/config/clientId",
                        "as-it-was",
                        "by-hand"),
                change(
                        "a step of a flow",
                        realm -> {
                            var step = realm.flows().getExecutions("browser").stream()
                                    .filter(one -> "auth-cookie".equals(one.getProviderId()))
                                    .findFirst()
                                    .orElseThrow();
                            step.setRequirement("DISABLED");
                            realm.flows().updateExecutions("browser", step);
                        },
                        "update auth_execution true",
                        "/flows/browser/authenticationExecutions/0/requirement",
                        "ALTERNATIVE",
                        "DISABLED"),
                change(
                        "a setting of the realm",
                        realm -> APlanNamesExactlyWhatDiffersIT.update(realm, rep -> {
                            rep.setAccessTokenLifespan(3600);
                            rep.setSmtpServer(
                                    Map.of("host", "mail.example.com", "from", "shop@example.com", "password", SECRET));
                        }),
                        "update realm true",
                        "/accessTokenLifespan",
                        "300",
                        "3600"),
                change(
                        "keys",
                        realm -> {
                            ComponentRepresentation keys = new ComponentRepresentation();
                            keys.setName("by hand");
                            keys.setProviderId("hmac-generated");
                            keys.setProviderType("org.keycloak.keys.KeyProvider");
                            realm.components().add(keys).close();
                        },
                        "create component false",
                        "/name",
                        "",
                        "by hand"),
                change(
                        "a person",
                        realm -> {
                            UserRepresentation person = realm.users()
                                    .searchByUsername("customer", true)
                                    .get(0);
                            person.setEmail("another@example.com");
                            realm.users().get(person.getId()).update(person);
                        },
                        "update user false",
                        "/email",
                        "customer@example.com",
                        "another@example.com"),
                change(
                        "a client that goes",
                        realm -> client(realm).remove(),
                        "delete client true",
                        "/clientId",
                        "shop",
                        ""));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("changes")
    void withWhoAndHowItWas(
            String name, Consumer<RealmResource> change, String what, String member, String before, String after)
            throws Exception {
        List<LogRows.Row> rows = told(() -> change.accept(realm()));
        assertThat(rows).hasSize(1);
        JsonNode data = rows.get(0).data();
        assertThat(data.path("operation").asText() + " " + data.path("kind").asText() + " "
                        + data.path("outsideFiles").asText())
                .isEqualTo(what);
        assertThat(data.path("byClientId").asText()).isEqualTo("admin-cli");
        assertThat(data.path("byRealm").asText()).isEqualTo("master");
        assertThat(data.path("byUserId").asText()).isNotEmpty();
        assertThat(data.path("byIpAddress").asText()).isNotEmpty();
        assertThat(data.path("before").at(member).asText()).as(data.toString()).isEqualTo(before);
        assertThat(data.path("after").at(member).asText()).as(data.toString()).isEqualTo(after);
        assertThat(data.has("cut")).as(data.toString()).isFalse();
        assertThat(data.toString()).doesNotContain(SECRET);
        try (InputStream schema = IdentityEventType.class.getResourceAsStream(
                "catalogue/" + rows.get(0).what() + ".schema.json")) {
            assertThat(JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012)
                            .getSchema(JSON.readTree(schema))
                            .validate(data))
                    .isEmpty();
        }
    }

    /** As one by which somebody is signed out changes no settings. */
    @Test
    void anActionHasNoStates() {
        List<LogRows.Row> rows = told(() -> realm().logoutAll());
        assertThat(rows).hasSize(1);
        assertThat(rows.get(0).data().path("operation").asText()).isEqualTo("action");
        assertThat(rows.get(0).data().has("before")).isFalse();
    }

    private static List<LogRows.Row> told(Runnable change) {
        KEYCLOAK.log().settled(Long.MAX_VALUE);
        long position = KEYCLOAK.log().lastPosition();
        change.run();
        return KEYCLOAK.log().settled(position).stream()
                .filter(row -> row.what().equals("changed-by-administrator"))
                .filter(row -> row.data().path("realm").asText().equals(NAME))
                .toList();
    }

    private static RealmResource realm() {
        return admin.realm(NAME);
    }

    private static org.keycloak.admin.client.resource.ClientResource client(RealmResource realm) {
        return APlanNamesExactlyWhatDiffersIT.client(realm, "shop");
    }

    private static ClientRepresentation client(String id) {
        ClientRepresentation client = new ClientRepresentation();
        client.setClientId(id);
        return client;
    }

    private static Arguments change(
            String name, Consumer<RealmResource> change, String what, String member, String before, String after) {
        return Arguments.of(name, change, what, member, before, after);
    }
}
