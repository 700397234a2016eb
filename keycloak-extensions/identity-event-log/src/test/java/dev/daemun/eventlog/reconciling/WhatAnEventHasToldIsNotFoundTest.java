package dev.daemun.eventlog.reconciling;

import static org.assertj.core.api.Assertions.assertThat;

import dev.daemun.eventlog.IdentityEventType;
import dev.daemun.eventlog.fakes.TestDatabase;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

class WhatAnEventHasToldIsNotFoundTest {
    /** A road that has its own capture. */
    record Road(String change, IdentityEventType type, String user, String key, String data) {}

    static Stream<Arguments> roads() {
        return Stream.of(TestDatabase.values())
                .flatMap(kind -> Stream.of(kind == TestDatabase.H2)
                        .flatMap(positioned -> Stream.of(
                                        road(
                                                "DELETE FROM OFFLINE_USER_SESSION",
                                                IdentityEventType.SIGNED_OUT,
                                                "{'sid':'S'}"),
                                        road(
                                                "DELETE FROM OFFLINE_USER_SESSION",
                                                IdentityEventType.SIGNED_OUT_EVERYWHERE,
                                                "{'notBefore':1}"),
                                        new Road(
                                                "DELETE FROM OFFLINE_USER_SESSION",
                                                IdentityEventType.SESSION_ENDED,
                                                null,
                                                "S",
                                                "{'sid':'S'}"),
                                        ofRealm(
                                                "DELETE FROM OFFLINE_USER_SESSION",
                                                IdentityEventType.EVERYONE_SIGNED_OUT,
                                                "{'notBefore':1}"),
                                        ofRealm(
                                                "DELETE FROM OFFLINE_USER_SESSION",
                                                IdentityEventType.IDENTITY_PROVIDER_DELETED,
                                                "{}"),
                                        ofRealm(
                                                "DELETE FROM OFFLINE_USER_SESSION",
                                                IdentityEventType.REALM_UPDATED,
                                                "{'enabled':true,'narrowed':true}"),
                                        road(
                                                "DELETE FROM OFFLINE_USER_SESSION",
                                                IdentityEventType.CONSENT_WITHDRAWN,
                                                "{'clientId':'web-app'}"),
                                        road(
                                                "DELETE FROM OFFLINE_CLIENT_SESSION",
                                                IdentityEventType.CLIENT_SESSION_ENDED,
                                                "{'sid':'S','clientId':'web-app'}"),
                                        road(
                                                "DELETE FROM OFFLINE_CLIENT_SESSION",
                                                IdentityEventType.TOKEN_REVOKED,
                                                "{'sid':'S','clientId':'web-app','tokenType':'refresh'}"),
                                        road("DELETE FROM USER_ENTITY WHERE ID = 'U'", IdentityEventType.DELETED, "{}"),
                                        road(
                                                "UPDATE USER_ENTITY SET NOT_BEFORE = 9 WHERE ID = 'U'",
                                                IdentityEventType.SIGNED_OUT_EVERYWHERE,
                                                "{'notBefore':9}"),
                                        new Road(
                                                "UPDATE CLIENT SET ENABLED = FALSE",
                                                IdentityEventType.CLIENT_UPDATED,
                                                null,
                                                "C",
                                                "{'clientId':'web-app','enabled':false,'notBefore':0}"),
                                        new Road(
                                                "DELETE FROM CLIENT",
                                                IdentityEventType.CLIENT_DELETED,
                                                null,
                                                "C",
                                                "{'clientId':'web-app'}"),
                                        ofRealm(
                                                "UPDATE REALM SET NOT_BEFORE = 9",
                                                IdentityEventType.REALM_UPDATED,
                                                "{'enabled':true,'notBefore':9}"),
                                        ofRealm(
                                                "UPDATE REALM SET NOT_BEFORE = 9",
                                                IdentityEventType.EVERYONE_SIGNED_OUT,
                                                "{'notBefore':9}"))
                                .map(road -> Arguments.of(kind, positioned, road))));
    }

    @ParameterizedTest
    @MethodSource("roads")
    void byTheRoadsOwnCapture(TestDatabase kind, boolean positioned, Road road) throws Exception {
        SearchedKeycloak keycloak = new SearchedKeycloak(kind);
        keycloak.execute(road.change());
        keycloak.tell(road.type(), road.user(), road.key(), road.data().replace('\'', '"'), positioned);
        keycloak.search();
        keycloak.search();
        assertThat(keycloak.found()).isEmpty();
        assertThat(keycloak.counted()).isZero();
    }

    static Stream<Arguments> others() {
        return Stream.of(
                        road("DELETE FROM OFFLINE_USER_SESSION", IdentityEventType.SIGNED_OUT, "{'sid':'another'}"),
                        road("DELETE FROM OFFLINE_USER_SESSION", IdentityEventType.SIGNED_IN, "{'sid':'S'}"),
                        road(
                                "DELETE FROM OFFLINE_CLIENT_SESSION",
                                IdentityEventType.CLIENT_SESSION_ENDED,
                                "{'sid':'S','clientId':'another'}"),
                        road(
                                "UPDATE USER_ENTITY SET NOT_BEFORE = 9 WHERE ID = 'U'",
                                IdentityEventType.PROFILE_UPDATED,
                                "{}"),
                        new Road(
                                "UPDATE CLIENT SET ENABLED = FALSE",
                                IdentityEventType.CLIENT_UPDATED,
                                null,
                                "C",
                                "{'clientId':'web-app','enabled':true,'notBefore':0}"),
                        ofRealm(
                                "UPDATE REALM SET NOT_BEFORE = 9",
                                IdentityEventType.REALM_UPDATED,
                                "{'enabled':true,'notBefore':8}"))
                .map(Arguments::of);
    }

    @ParameterizedTest
    @MethodSource("others")
    void butAnEventAboutSomethingElseHasNotToldIt(Road road) throws Exception {
        SearchedKeycloak keycloak = new SearchedKeycloak(TestDatabase.H2);
        keycloak.execute(road.change());
        keycloak.tell(road.type(), road.user(), road.key(), road.data().replace('\'', '"'), true);
        keycloak.search();
        assertThat(keycloak.recorded).hasSize(1);
    }

    @ParameterizedTest
    @EnumSource(TestDatabase.class)
    void anEventFromBeforeTheSessionWasSeenHasNotToldItsEnd(TestDatabase kind) throws Exception {
        SearchedKeycloak keycloak = new SearchedKeycloak(kind);
        keycloak.tell(IdentityEventType.SIGNED_OUT_EVERYWHERE, "U", "U", "{\"notBefore\":0}", true);
        keycloak.session("T", "U", "C", "0");
        keycloak.search();
        keycloak.execute("DELETE FROM OFFLINE_USER_SESSION WHERE USER_SESSION_ID = 'T'");
        keycloak.search();
        assertThat(keycloak.found()).containsExactly("session-ended U");
    }

    @ParameterizedTest
    @EnumSource(TestDatabase.class)
    void aSessionThatGoesOnOfflineHasNotEnded(TestDatabase kind) throws Exception {
        SearchedKeycloak keycloak = new SearchedKeycloak(kind);
        keycloak.execute("DELETE FROM OFFLINE_USER_SESSION");
        keycloak.execute("DELETE FROM OFFLINE_CLIENT_SESSION");
        keycloak.session("S", "U", "C", "1");
        keycloak.search();
        assertThat(keycloak.found()).isEmpty();
    }

    @ParameterizedTest
    @EnumSource(TestDatabase.class)
    void whatGivesAccessIsNotToldLate(TestDatabase kind) throws Exception {
        SearchedKeycloak keycloak = new SearchedKeycloak(kind);
        keycloak.execute("UPDATE CLIENT SET ENABLED = FALSE");
        keycloak.tell(
                IdentityEventType.CLIENT_UPDATED,
                null,
                "C",
                "{\"clientId\":\"web-app\",\"enabled\":false,\"notBefore\":0}",
                true);
        keycloak.search();
        keycloak.execute("UPDATE CLIENT SET ENABLED = TRUE");
        keycloak.search();
        assertThat(keycloak.found()).isEmpty();
        keycloak.execute("UPDATE CLIENT SET ENABLED = FALSE");
        keycloak.search();
        assertThat(keycloak.found()).as("which was noticed nevertheless").containsExactly("client-updated C");
    }

    private static Road road(String change, IdentityEventType type, String data) {
        return new Road(change, type, "U", "U", data);
    }

    private static Road ofRealm(String change, IdentityEventType type, String data) {
        return new Road(change, type, null, "R", data);
    }
}
