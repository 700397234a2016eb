package dev.daemun.systemtests;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.keycloak.admin.client.CreatedResponseUtil;
import org.keycloak.admin.client.resource.RealmResource;
import org.keycloak.representations.idm.ClientRepresentation;
import org.keycloak.representations.idm.GroupRepresentation;
import org.keycloak.representations.idm.ProtocolMapperRepresentation;
import org.keycloak.representations.idm.RealmRepresentation;
import org.keycloak.representations.idm.RoleRepresentation;
import org.keycloak.representations.idm.UserRepresentation;

/** Tries the roads on which Keycloak ends access without saying so in an event of its own. */
@ResourceLock(KeycloakOnPostgresql.LOCK)
class WhatKeycloakEndedIsWithdrawnWhateverEndedItIT {
    private static final KeycloakOnPostgresql KEYCLOAK = KeycloakOnPostgresql.shared();
    private static double found;

    @BeforeAll
    static void countWhatWasFoundBefore() {
        found = SafetyNet.found();
    }

    /** Each road has a capture of its own, so the search that is there for all others finds nothing. */
    @AfterAll
    static void nothingHadToBeFoundAfterwards() {
        SafetyNet.awaitPass();
        assertThat(SafetyNet.found()).isEqualTo(found);
    }

    /**
     * A road.
     *
     * @param reason of the entry in the feed that withdraws the token
     * @param ends what introspection says of the token afterwards
     * @param preparation what happens before the user signs in
     */
    record Road(String what, String reason, Ends ends, Consumer<Access> preparation, Consumer<Access> act) {
        @Override
        public String toString() {
            return what;
        }
    }

    /** What introspection says. */
    enum Ends {
        /** The token is not active any more. */
        TOKEN,
        /** The token is active, but without the role. */
        ROLE,
        /** Nothing has changed for introspection, which does not ask for passwords. */
        NOTHING
    }

    static List<Road> roads() {
        return List.of(
                new Road(
                        "the same code twice",
                        "client-session-ended",
                        Ends.TOKEN,
                        Access::grant,
                        access -> assertThat(access.codeAgain()).isEqualTo(400)),
                new Road(
                        "the same refresh token twice",
                        "client-session-ended",
                        Ends.TOKEN,
                        access -> changeRealm(access.realm, realm -> realm.setRevokeRefreshToken(true)),
                        access -> {
                            assertThat(access.refresh()).isEqualTo(200);
                            assertThat(access.refresh()).isEqualTo(400);
                        }),
                new Road(
                        "password in the user's own representation",
                        "password-changed",
                        Ends.NOTHING,
                        Access::grant,
                        access -> {
                            UserRepresentation user = access.user.resource().toRepresentation();
                            user.setCredentials(List.of(LoggedUser.password("another-password")));
                            access.user.resource().update(user);
                        }),
                new Road("role renamed", "role-renamed", Ends.ROLE, Access::grant, access -> rename(access, "renamed")),
                new Road(
                        "role renamed and taken from a group",
                        "role-renamed",
                        Ends.ROLE,
                        access -> {
                            String group = CreatedResponseUtil.getCreatedId(
                                    access.realm.groups().add(group("g-" + access.role)));
                            access.realm
                                    .groups()
                                    .group(group)
                                    .roles()
                                    .realmLevel()
                                    .add(access.roles());
                            access.user.resource().joinGroup(group);
                        },
                        access -> {
                            rename(access, "of-a-group");
                            String group = access.realm
                                    .getGroupByPath("/g-" + access.role)
                                    .getId();
                            access.realm
                                    .groups()
                                    .group(group)
                                    .roles()
                                    .realmLevel()
                                    .remove(access.roles());
                            access.realm.groups().group(group).remove();
                        }),
                new Road(
                        "group whose name has a slash moved out of its parent",
                        "group-moved",
                        Ends.ROLE,
                        access -> {
                            String above = CreatedResponseUtil.getCreatedId(
                                    access.realm.groups().add(group("above/" + access.role)));
                            access.realm
                                    .groups()
                                    .group(above)
                                    .roles()
                                    .realmLevel()
                                    .add(access.roles());
                            GroupRepresentation below = group("a/b");
                            below.setId(CreatedResponseUtil.getCreatedId(
                                    access.realm.groups().group(above).subGroup(below)));
                            access.user.resource().joinGroup(below.getId());
                        },
                        access -> {
                            GroupRepresentation below =
                                    access.user.resource().groups().get(0);
                            access.realm.groups().add(below).close();
                            access.realm.groups().group(below.getId()).remove();
                            access.realm.groups().groups().stream()
                                    .filter(group -> group.getName().equals("above/" + access.role))
                                    .forEach(group -> access.realm
                                            .groups()
                                            .group(group.getId())
                                            .remove());
                        }),
                new Road(
                        "client renamed and disabled at once",
                        "client-updated",
                        Ends.TOKEN,
                        Access::grant,
                        access -> changeClient(access, client -> {
                            client.setClientId(client.getClientId() + "-renamed");
                            client.setEnabled(false);
                        })),
                new Road(
                        "scope mapping removed",
                        "client-scopes-changed",
                        Ends.ROLE,
                        Access::grant,
                        access -> access.realm
                                .clientScopes()
                                .get(access.scopeId)
                                .getScopeMappings()
                                .realmLevel()
                                .remove(access.roles())),
                new Road(
                        "client scope taken from the client",
                        "client-scopes-changed",
                        Ends.ROLE,
                        Access::grant,
                        access -> access.client().removeDefaultClientScope(access.scopeId)),
                new Road("client scope deleted", "client-scopes-changed", Ends.ROLE, Access::grant, access -> {
                    access.client().removeDefaultClientScope(access.scopeId);
                    access.client().addDefaultClientScope(access.scopeId);
                    access.realm.clientScopes().get(access.scopeId).remove();
                }),
                new Road(
                        "mapper of a fixed role removed",
                        "client-scopes-changed",
                        Ends.ROLE,
                        access -> {
                            ProtocolMapperRepresentation fixed = new ProtocolMapperRepresentation();
                            fixed.setName("a fixed role");
                            fixed.setProtocol("openid-connect");
                            fixed.setProtocolMapper("oidc-hardcoded-role-mapper");
                            fixed.setConfig(Map.of("role", access.role));
                            access.client()
                                    .getProtocolMappers()
                                    .createMapper(fixed)
                                    .close();
                        },
                        access -> access.client().getProtocolMappers().getMappers().stream()
                                .filter(mapper -> mapper.getName().equals("a fixed role"))
                                .forEach(mapper ->
                                        access.client().getProtocolMappers().delete(mapper.getId()))),
                new Road("longest session made shorter", "realm-updated", Ends.TOKEN, Access::grant, access -> {
                    changeRealm(access.realm, realm -> realm.setSsoSessionMaxLifespan(1));
                    Awaitility.await().until(() -> access.refresh() == 400);
                }));
    }

    @ParameterizedTest
    @MethodSource("roads")
    void theFeedWithdrawsTheToken(Road road) {
        try (Access access = Access.create()) {
            RealmRepresentation before = access.realm.toRepresentation();
            road.preparation().accept(access);
            access.signIn("openid");
            Claims token = Claims.of(access.tokens().accessToken());
            if (road.ends() == Ends.ROLE) {
                assertThat(token.list("roles")).contains(access.role);
            }
            assertThat(introspection(access.tokens().accessToken())
                            .path("active")
                            .asBoolean())
                    .isTrue();
            Feed feed = Feed.of(KEYCLOAK.issuer());
            String cursor = feed.end();
            try {
                road.act().accept(access);
                JsonNode afterwards = introspection(access.tokens().accessToken());
                assertThat(afterwards.path("active").asBoolean()).isEqualTo(road.ends() != Ends.TOKEN);
                if (road.ends() == Ends.ROLE) {
                    assertThat(Claims.texts(afterwards.path("roles"))).doesNotContain(access.role);
                }
                Awaitility.await(road.what())
                        .atMost(Duration.ofSeconds(5))
                        .untilAsserted(
                                () -> assertThat(reasons(feed, cursor, token)).contains(road.reason()));
            } finally {
                access.realm.update(before);
            }
        }
    }

    /** Keycloak removes a session with its last client's part, and who has exchanged a token has no part in it. */
    @Test
    void theLastRefreshTokenEndsWhatAnotherClientHasExchanged() {
        try (Access access = Access.create()) {
            String requester = mayExchangeTokensOf(access);
            access.signIn("openid");
            String exchanged = exchange(requester, access.tokens().accessToken());
            assertThat(introspection(exchanged).path("active").asBoolean()).isTrue();
            Feed feed = Feed.of(KEYCLOAK.issuer());
            String cursor = feed.end();
            Call.to(KEYCLOAK.issuer() + "/protocol/openid-connect/revoke")
                    .postForm(Map.of(
                            "client_id",
                            access.clientId,
                            "token",
                            access.tokens().refreshToken()));
            assertThat(introspection(exchanged).path("active").asBoolean()).isFalse();
            Awaitility.await()
                    .atMost(Duration.ofSeconds(5))
                    .untilAsserted(() -> assertThat(reasons(feed, cursor, Claims.of(exchanged)))
                            .containsExactly("token-revoked"));
            access.realm
                    .clients()
                    .get(access.realm.clients().findByClientId(requester).get(0).getId())
                    .remove();
        }
    }

    /** Makes a client that the tokens are for, so that it may have them exchanged, and returns its name. */
    private static String mayExchangeTokensOf(Access access) {
        ClientRepresentation client =
                access.realm.clients().findByClientId("api-gateway").get(0);
        client.setId(null);
        client.setClientId("exchanging-" + UUID.randomUUID());
        client.setProtocolMappers(null);
        client.setSecret(TestRealm.GATEWAY_SECRET);
        client.setDefaultClientScopes(List.of("basic", "daemun", Services.SAMPLE));
        client.getAttributes().put("standard.token.exchange.enabled", "true");
        access.realm.clients().create(client).close();
        ProtocolMapperRepresentation audience = new ProtocolMapperRepresentation();
        audience.setName("for the client that exchanges");
        audience.setProtocol("openid-connect");
        audience.setProtocolMapper("oidc-audience-mapper");
        audience.setConfig(Map.of("included.client.audience", client.getClientId(), "access.token.claim", "true"));
        access.client().getProtocolMappers().createMapper(audience).close();
        return client.getClientId();
    }

    /** A token of the requester's own, by RFC 8693; it comes without a refresh token. */
    private static String exchange(String requester, String token) {
        Call.Answer answer = Call.to(KEYCLOAK.issuer() + "/protocol/openid-connect/token")
                .basic(requester, TestRealm.GATEWAY_SECRET)
                .postForm(Map.of(
                        "grant_type",
                        "urn:ietf:params:oauth:grant-type:token-exchange",
                        "subject_token",
                        token,
                        "subject_token_type",
                        "urn:ietf:params:oauth:token-type:access_token",
                        "audience",
                        Services.SAMPLE));
        assertThat(answer.status()).as(answer.body()).isEqualTo(200);
        return answer.json().path("access_token").asText();
    }

    /** The reasons of the entries after a cursor that withdraw a token. */
    private static List<String> reasons(Feed feed, String cursor, Claims token) {
        List<String> reasons = new ArrayList<>();
        for (JsonNode entry : feed.after(cursor)) {
            boolean claims = Stream.of("sid", "azp", "sub", "jti")
                    .filter(entry::has)
                    .allMatch(claim -> entry.path(claim).asText().equals(token.text(claim)));
            boolean role = !entry.has("role")
                    || token.list("roles").contains(entry.path("role").asText());
            boolean audience = !entry.has("aud")
                    || token.list("aud").contains(entry.path("aud").asText());
            if (claims
                    && role
                    && audience
                    && token.number("iat") <= entry.path("issuedUpTo").asLong()) {
                reasons.add(entry.path("reason").asText());
            }
        }
        return reasons;
    }

    private static JsonNode introspection(String token) {
        return Call.to(KEYCLOAK.issuer() + "/protocol/openid-connect/token/introspect")
                .basic(Services.SAMPLE, TestRealm.SERVICE_SECRET)
                .postForm(Map.of("token", token))
                .json();
    }

    private static void changeRealm(RealmResource realm, Consumer<RealmRepresentation> change) {
        RealmRepresentation changed = realm.toRepresentation();
        change.accept(changed);
        realm.update(changed);
    }

    private static void changeClient(Access access, Consumer<ClientRepresentation> change) {
        ClientRepresentation changed = access.client().toRepresentation();
        change.accept(changed);
        access.client().update(changed);
    }

    private static void rename(Access access, String name) {
        RoleRepresentation role = access.realm.rolesById().getRole(access.roleId);
        role.setName(name + "-" + access.role);
        access.realm.rolesById().updateRole(access.roleId, role);
    }

    private static GroupRepresentation group(String name) {
        GroupRepresentation group = new GroupRepresentation();
        group.setName(name);
        return group;
    }
}
