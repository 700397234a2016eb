package dev.daemun.systemtests;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.ResourceLock;

/**
 * The database ends Keycloak's connection in the middle of an administrator's log-out, as it does when it crashes. Keycloak then rolls back,
 * and must not answer with success.
 */
@ResourceLock(KeycloakOnPostgresql.LOCK)
class WhatIsNotMadeIsNotAnsweredWithSuccessIT {
    private final KeycloakOnPostgresql keycloak = KeycloakOnPostgresql.shared();

    @Test
    void whereKeycloakItselfFails() throws Exception {
        requireLoggedIfAcknowledged(user -> keycloak.log().hold("USER_ENTITY", user.id()));
    }

    /** The log looks for the client that applies the realm's files, and Keycloak no longer has it in its cache. */
    @Test
    void whereTheLogFailsWhileKeycloakReportsTheChange() throws Exception {
        requireLoggedIfAcknowledged(user -> {
            keycloak.realm(user.admin()).clearRealmCache();
            // So that all is in the cache again that an administrator's request needs.
            user.resource().toRepresentation();
            return keycloak.log().holdAll("CLIENT");
        });
    }

    private void requireLoggedIfAcknowledged(Function<LoggedUser, HeldRow> hold) throws Exception {
        try (LoggedUser user = LoggedUser.create()) {
            CompletableFuture<Void> answer;
            try (HeldRow held = hold.apply(user)) {
                answer = CompletableFuture.runAsync(() -> user.resource().logout(), task -> new Thread(task).start());
                held.awaitWaiting(1);
                held.endWaiting();
            }
            boolean acknowledged =
                    answer.handle((nothing, failure) -> failure == null).get(30, TimeUnit.SECONDS);
            boolean logged = keycloak.log().settled(0).stream()
                    .anyMatch(
                            row -> user.id().equals(row.subject()) && row.what().equals("signed-out-everywhere"));
            assertThat(acknowledged).as("answered with success").isEqualTo(logged);
        }
    }
}
