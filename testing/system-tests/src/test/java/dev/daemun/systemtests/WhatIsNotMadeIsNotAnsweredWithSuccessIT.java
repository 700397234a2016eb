package dev.daemun.systemtests;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.keycloak.admin.client.resource.UserResource;

/**
 * The database ends Keycloak's connection in the middle of an administrator's change, as it does when it crashes. The transaction can then
 * only be rolled back, and Keycloak would do so without a word where the failure is not its own.
 */
@ResourceLock(KeycloakOnPostgresql.LOCK)
class WhatIsNotMadeIsNotAnsweredWithSuccessIT {
    private final KeycloakOnPostgresql keycloak = KeycloakOnPostgresql.shared();

    @Test
    void whereKeycloakItselfFails() throws Exception {
        requireLoggedIfAcknowledged(user -> keycloak.log().hold("USER_ENTITY", user.id()), UserResource::logout);
    }

    /** The log looks for the client that applies the realm's files, and Keycloak no longer has it in its cache. */
    @Test
    void whereTheLogFailsWhileKeycloakReportsTheChange() throws Exception {
        requireLoggedIfAcknowledged(
                user -> {
                    keycloak.realm(user.admin()).clearRealmCache();
                    // So that all is in the cache again that an administrator's request needs.
                    user.resource().toRepresentation();
                    return keycloak.log().holdAll("CLIENT");
                },
                UserResource::logout);
    }

    private void requireLoggedIfAcknowledged(Function<LoggedUser, HeldRow> hold, Consumer<UserResource> change)
            throws Exception {
        try (LoggedUser user = LoggedUser.create()) {
            CompletableFuture<Void> answer;
            try (HeldRow held = hold.apply(user)) {
                answer = CompletableFuture.runAsync(
                        () -> change.accept(user.resource()), task -> new Thread(task).start());
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
