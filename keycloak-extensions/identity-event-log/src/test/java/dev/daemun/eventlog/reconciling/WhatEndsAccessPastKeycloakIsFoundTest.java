package dev.daemun.eventlog.reconciling;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.daemun.eventlog.fakes.TestDatabase;
import java.time.Duration;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

class WhatEndsAccessPastKeycloakIsFoundTest {
    /** What is done to Keycloak's tables, what is found, and the facts of it. */
    static Stream<Arguments> changes() {
        return Stream.of(TestDatabase.values())
                .flatMap(kind -> Stream.of(
                        Arguments.of(
                                kind,
                                "DELETE FROM OFFLINE_USER_SESSION",
                                "session-ended U",
                                Map.of("sid", "S", "offline", false)),
                        Arguments.of(
                                kind,
                                "DELETE FROM OFFLINE_CLIENT_SESSION",
                                "client-session-ended U",
                                Map.of("sid", "S", "offline", false, "clientId", "web-app")),
                        Arguments.of(kind, "DELETE FROM USER_ENTITY WHERE ID = 'U'", "deleted U", Map.of()),
                        Arguments.of(
                                kind, "UPDATE USER_ENTITY SET ENABLED = FALSE WHERE ID = 'U'", "disabled U", Map.of()),
                        Arguments.of(
                                kind,
                                "UPDATE USER_ENTITY SET NOT_BEFORE = 77 WHERE ID = 'U'",
                                "signed-out-everywhere U",
                                Map.of("notBefore", 77L)),
                        Arguments.of(kind, "DELETE FROM USER_ENTITY WHERE ID = 'A'", "deleted A", Map.of()),
                        Arguments.of(
                                kind, "UPDATE USER_ENTITY SET ENABLED = FALSE WHERE ID = 'A'", "disabled A", Map.of()),
                        Arguments.of(
                                kind,
                                "UPDATE CLIENT SET ENABLED = FALSE",
                                "client-updated C",
                                Map.of("id", "C", "clientId", "web-app", "enabled", false, "notBefore", 0L)),
                        Arguments.of(
                                kind,
                                "UPDATE CLIENT SET NOT_BEFORE = 77, CLIENT_ID = 'renamed'",
                                "client-updated C",
                                Map.of(
                                        "id",
                                        "C",
                                        "clientId",
                                        "renamed",
                                        "enabled",
                                        true,
                                        "notBefore",
                                        77L,
                                        "previousClientId",
                                        "web-app")),
                        Arguments.of(
                                kind,
                                "DELETE FROM CLIENT",
                                "client-deleted C",
                                Map.of("id", "C", "clientId", "web-app")),
                        Arguments.of(
                                kind,
                                "UPDATE REALM SET ENABLED = FALSE",
                                "realm-updated R",
                                Map.of("enabled", false, "notBefore", 0L)),
                        Arguments.of(
                                kind,
                                "UPDATE REALM SET NOT_BEFORE = 77",
                                "realm-updated R",
                                Map.of("enabled", true, "notBefore", 77L))));
    }

    @ParameterizedTest
    @MethodSource("changes")
    void onceByTheNextPass(TestDatabase kind, String change, String found, Map<String, Object> facts) throws Exception {
        SearchedKeycloak keycloak = new SearchedKeycloak(kind);
        keycloak.execute(change);
        keycloak.search();
        assertThat(keycloak.found()).containsExactly(found);
        assertThat(keycloak.recorded.get(0).facts()).isEqualTo(facts);
        keycloak.search();
        assertThat(keycloak.recorded).as("each once").hasSize(1);
        assertThat(keycloak.counted()).isEqualTo(1);
    }

    @ParameterizedTest
    @EnumSource(TestDatabase.class)
    void aUserWhoComesAndGoesIsFoundEachTime(TestDatabase kind) throws Exception {
        SearchedKeycloak keycloak = new SearchedKeycloak(kind);
        for (boolean enabled : new boolean[] {false, true, false}) {
            keycloak.execute("UPDATE USER_ENTITY SET ENABLED = " + enabled + " WHERE ID = 'U'");
            keycloak.search();
        }
        assertThat(keycloak.found()).containsExactly("disabled U", "enabled U", "disabled U");
    }

    @ParameterizedTest
    @EnumSource(TestDatabase.class)
    void inASessionThatWasRefreshedForLongerThanATokenLives(TestDatabase kind) throws Exception {
        SearchedKeycloak keycloak = new SearchedKeycloak(kind);
        for (int i = 0; i < 4; i++) {
            keycloak.clock.advance(SearchedKeycloak.LIFETIME);
            keycloak.refresh("S");
            keycloak.search();
        }
        keycloak.execute("DELETE FROM OFFLINE_USER_SESSION");
        keycloak.search();
        assertThat(keycloak.found()).containsExactly("session-ended U");
    }

    @ParameterizedTest
    @EnumSource(TestDatabase.class)
    void inASessionThatWasForgottenAndRefreshedAgain(TestDatabase kind) throws Exception {
        SearchedKeycloak keycloak = new SearchedKeycloak(kind);
        keycloak.clock.advance(Duration.ofHours(1));
        keycloak.search();
        assertThat(keycloak.number("SELECT COUNT(*) FROM DAEMUN_LIVING_SESSION WHERE SID = 'S'"))
                .as("its tokens have expired")
                .isZero();
        keycloak.refresh("S");
        keycloak.search();
        keycloak.execute("DELETE FROM OFFLINE_USER_SESSION");
        keycloak.search();
        assertThat(keycloak.found()).containsExactly("session-ended U");
    }

    @ParameterizedTest
    @EnumSource(TestDatabase.class)
    void aSessionWithoutLivingTokensIsLeftAlone(TestDatabase kind) throws Exception {
        SearchedKeycloak keycloak = new SearchedKeycloak(kind);
        keycloak.clock.advance(Duration.ofHours(1));
        keycloak.execute("DELETE FROM OFFLINE_USER_SESSION");
        keycloak.search();
        assertThat(keycloak.recorded).isEmpty();
        assertThat(keycloak.number("SELECT COUNT(*) FROM DAEMUN_LIVING_SESSION WHERE SID = 'S'"))
                .isZero();
    }

    @ParameterizedTest
    @EnumSource(TestDatabase.class)
    void aClientsOwnLongerLifetimeOfTokensCounts(TestDatabase kind) throws Exception {
        SearchedKeycloak keycloak = new SearchedKeycloak(kind);
        keycloak.execute("INSERT INTO CLIENT VALUES ('slow', 'R', 'slow', TRUE, 0)");
        keycloak.execute("INSERT INTO CLIENT_ATTRIBUTES VALUES ('slow', 'access.token.lifespan', '7200')");
        keycloak.session("T", "U", "slow", "1");
        keycloak.search();
        keycloak.clock.advance(Duration.ofHours(1));
        keycloak.execute("DELETE FROM OFFLINE_USER_SESSION");
        keycloak.search();
        assertThat(keycloak.recorded)
                .singleElement()
                .satisfies(finding -> assertThat(finding.facts()).isEqualTo(Map.of("sid", "T", "offline", true)));
    }

    @ParameterizedTest
    @EnumSource(TestDatabase.class)
    void whoeverElseCanNotBeRecorded(TestDatabase kind) throws Exception {
        SearchedKeycloak keycloak = new SearchedKeycloak(kind);
        keycloak.user("V", "NULL");
        keycloak.session("T", "V", "C", "0");
        keycloak.search();
        keycloak.execute("UPDATE USER_ENTITY SET ENABLED = FALSE WHERE ID IN ('U', 'V')");
        keycloak.failing.add("U");
        assertThatThrownBy(keycloak::search).hasMessage("U");
        assertThat(keycloak.found()).containsExactly("disabled V");
        keycloak.failing.clear();
        keycloak.search();
        assertThat(keycloak.found()).containsExactly("disabled V", "disabled U");
        assertThat(keycloak.counted()).isEqualTo(2);
    }

    @ParameterizedTest
    @EnumSource(TestDatabase.class)
    void alsoAmongMoreThanOnePageTakes(TestDatabase kind) throws Exception {
        SearchedKeycloak keycloak = new SearchedKeycloak(kind);
        String users = String.join(
                ",",
                IntStream.range(0, 2_100)
                        .mapToObj(i -> "('u" + i + "', 'R', TRUE)")
                        .toList());
        keycloak.execute("INSERT INTO USER_ENTITY (ID, REALM_ID, ENABLED) VALUES " + users);
        keycloak.execute("INSERT INTO OFFLINE_USER_SESSION SELECT 's-' || ID, '0', 'R', ID, FALSE, "
                + keycloak.clock.instant().getEpochSecond() + " FROM USER_ENTITY WHERE ID LIKE 'u%'");
        keycloak.execute("INSERT INTO OFFLINE_CLIENT_SESSION SELECT USER_SESSION_ID, 'C', '0' FROM OFFLINE_USER_SESSION"
                + " WHERE USER_SESSION_ID LIKE 's-%'");
        keycloak.search();
        assertThat(keycloak.recorded).isEmpty();
        keycloak.execute("DELETE FROM OFFLINE_USER_SESSION");
        keycloak.search();
        assertThat(keycloak.recorded).hasSize(2_101);
        assertThat(keycloak.number("SELECT COUNT(*) FROM DAEMUN_LIVING_SESSION WHERE SID <> ''"))
                .isZero();
    }

    @ParameterizedTest
    @EnumSource(TestDatabase.class)
    void aUserWithManySessionsIsFoundOnce(TestDatabase kind) throws Exception {
        SearchedKeycloak keycloak = new SearchedKeycloak(kind);
        keycloak.session("T", "U", "C", "0");
        keycloak.session("T2", "U", "C", "1");
        keycloak.search();
        keycloak.execute("UPDATE USER_ENTITY SET NOT_BEFORE = 77 WHERE ID = 'U'");
        keycloak.search();
        keycloak.search();
        assertThat(keycloak.found()).containsExactly("signed-out-everywhere U");
        keycloak.execute("DELETE FROM USER_ENTITY WHERE ID = 'U'");
        keycloak.search();
        keycloak.search();
        assertThat(keycloak.found()).containsExactly("signed-out-everywhere U", "deleted U");
    }
}
