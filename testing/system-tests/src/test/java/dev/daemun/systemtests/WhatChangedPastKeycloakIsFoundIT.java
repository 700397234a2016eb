package dev.daemun.systemtests;

import static org.assertj.core.api.Assertions.assertThat;

import dev.daemun.localplatform.RevocationFeed;
import dev.daemun.localplatform.ServiceProcess;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Changes rows of Keycloak's database behind its back, and sees services refuse the tokens concerned. */
@ResourceLock(KeycloakOnPostgresql.LOCK)
class WhatChangedPastKeycloakIsFoundIT {
    private static final KeycloakOnPostgresql KEYCLOAK = KeycloakOnPostgresql.shared();
    private static ServiceProcess service;

    /**
     * A change of rows.
     *
     * @param event that tells it afterwards
     * @param sql what is run, made of what the token is about
     */
    record Change(String what, String event, Function<Person, List<String>> sql) {
        @Override
        public String toString() {
            return what;
        }
    }

    /** Whom the token was issued to, in which session and by which client. */
    private record Person(Access access, String sid) {
        String user() {
            return "'" + access.user.id() + "'";
        }

        String session() {
            return "'" + sid + "'";
        }

        String client() {
            return "'" + access.clientUuid + "'";
        }
    }

    @BeforeAll
    static void startService() {
        Map<String, String> settings =
                new HashMap<>(RevocationFeed.settings(KEYCLOAK.issuer(), Services.SAMPLE, TestRealm.SERVICE_SECRET));
        settings.put("DAEMUN_ISSUER", KEYCLOAK.issuer());
        service = Services.sample("past-keycloak", settings, KEYCLOAK.logOf("past-keycloak"));
    }

    @AfterAll
    static void stopService() {
        service.close();
    }

    static List<Change> changes() {
        long future = Instant.now().plus(Duration.ofMinutes(1)).getEpochSecond();
        return List.of(
                new Change(
                        "session removed",
                        "session-ended",
                        person -> List.of(
                                "DELETE FROM OFFLINE_CLIENT_SESSION WHERE USER_SESSION_ID = " + person.session(),
                                "DELETE FROM OFFLINE_USER_SESSION WHERE USER_SESSION_ID = " + person.session())),
                new Change(
                        "client's part of a session removed",
                        "client-session-ended",
                        person -> List.of(
                                "DELETE FROM OFFLINE_CLIENT_SESSION WHERE USER_SESSION_ID = " + person.session())),
                new Change(
                        "user disabled",
                        "disabled",
                        person -> List.of("UPDATE USER_ENTITY SET ENABLED = FALSE WHERE ID = " + person.user())),
                new Change(
                        "user's not-before raised",
                        "signed-out-everywhere",
                        person -> List.of(
                                "UPDATE USER_ENTITY SET NOT_BEFORE = " + future + " WHERE ID = " + person.user())),
                new Change(
                        "user removed",
                        "deleted",
                        person -> List.of(
                                "DELETE FROM CREDENTIAL WHERE USER_ID = " + person.user(),
                                "DELETE FROM USER_ROLE_MAPPING WHERE USER_ID = " + person.user(),
                                "DELETE FROM USER_REQUIRED_ACTION WHERE USER_ID = " + person.user(),
                                "DELETE FROM USER_ATTRIBUTE WHERE USER_ID = " + person.user(),
                                "DELETE FROM USER_ENTITY WHERE ID = " + person.user())),
                new Change(
                        "client disabled",
                        "client-updated",
                        person -> List.of("UPDATE CLIENT SET ENABLED = FALSE WHERE ID = " + person.client())),
                new Change(
                        "client's not-before raised",
                        "client-updated",
                        person -> List.of(
                                "UPDATE CLIENT SET NOT_BEFORE = " + future + " WHERE ID = " + person.client())));
    }

    @ParameterizedTest
    @MethodSource("changes")
    void theTokenIsRefusedOnceItIsFound(Change change) {
        try (Access access = Access.create()) {
            access.grant();
            String token = acceptedToken(access);
            Person person = new Person(access, Claims.of(token).text("sid"));
            SafetyNet.awaitPass();
            double found = SafetyNet.found();
            long before = KEYCLOAK.log().lastPosition();

            change.sql().apply(person).forEach(KEYCLOAK.log()::execute);

            assertRefused(token, change.event());
            SafetyNet.awaitPass();
            assertThat(KEYCLOAK.log().settled(before))
                    .filteredOn(row -> row.data().path("reason").asText().equals("found"))
                    .as("told once")
                    .singleElement()
                    .satisfies(row -> assertThat(row.what()).isEqualTo(change.event()));
            assertThat(SafetyNet.found()).isEqualTo(found + 1);
        }
    }

    @Test
    void everyTokenOfARealmWhoseNotBeforeWasRaised() {
        try (Access access = Access.create()) {
            String token = acceptedToken(access);
            SafetyNet.awaitPass();
            String realm = " WHERE NAME = 'daemun'";
            KEYCLOAK.log()
                    .execute("UPDATE REALM SET NOT_BEFORE = "
                            + Instant.now().plus(Duration.ofSeconds(1)).getEpochSecond() + realm);
            try {
                assertRefused(token, "realm-updated");
            } finally {
                KEYCLOAK.log().execute("UPDATE REALM SET NOT_BEFORE = 0" + realm);
                SafetyNet.awaitPass();
            }
        }
    }

    /** The client scopes of the test before were removed, which withdraws the tokens of that second, whosesoever they are. */
    private static String acceptedToken(Access access) {
        return Awaitility.await()
                .until(
                        () -> {
                            access.signIn("openid");
                            return access.tokens().accessToken();
                        },
                        token -> me(token).status() == 200);
    }

    private static void assertRefused(String token, String reason) {
        Awaitility.await().atMost(Duration.ofSeconds(30)).until(() -> me(token).status() == 401);
        assertThat(me(token).json().path("reason").asText()).isEqualTo(reason);
    }

    private static Call.Answer me(String token) {
        return Call.to(service.url() + "/me").bearer(token).get();
    }
}
