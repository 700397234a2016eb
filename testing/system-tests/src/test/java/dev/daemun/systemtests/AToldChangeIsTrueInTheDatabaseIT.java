package dev.daemun.systemtests;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.keycloak.representations.idm.UserRepresentation;

/** A receiver that looks into the database as soon as it gets an event finds the change there. */
@ResourceLock(KeycloakOnPostgresql.LOCK)
class AToldChangeIsTrueInTheDatabaseIT {
    private static final String USER = "SELECT COUNT(*) FROM USER_ENTITY WHERE ID = '%s'";
    private static final String ENABLED = USER + " AND ENABLED";
    private static final String MANAGER =
            "SELECT COUNT(*) FROM USER_ROLE_MAPPING M JOIN KEYCLOAK_ROLE R ON R.ID = M.ROLE_ID"
                    + " WHERE M.USER_ID = '%s' AND R.NAME = 'order-manager'";
    /** For each type of event, the query that looks for the change and the number that it must return. */
    private static final Map<String, Fact> FACTS = Map.of(
            "registered", new Fact(USER, 1),
            "role-granted order-manager", new Fact(MANAGER, 1),
            "role-revoked order-manager", new Fact(MANAGER, 0),
            "disabled", new Fact(ENABLED, 0),
            "enabled", new Fact(ENABLED, 1),
            "deleted", new Fact(USER, 0));

    private final KeycloakOnPostgresql keycloak = KeycloakOnPostgresql.shared();
    private final Map<String, Boolean> foundDone = new ConcurrentHashMap<>();

    @AfterEach
    void takeEverything() {
        keycloak.first.takeEverything();
    }

    @Test
    void whenItIsHeardOf() {
        keycloak.first.answer(event -> {
            String what = what(event);
            String subject = event.path("subject").asText();
            if (FACTS.containsKey(what)) {
                foundDone.put(subject + what, FACTS.get(what).holdsFor(subject));
            }
            return 204;
        });
        LoggedUser user = LoggedUser.create();
        told(user, "registered");
        user.grantManager();
        told(user, "role-granted order-manager");
        user.resource().roles().realmLevel().remove(user.manager());
        told(user, "role-revoked order-manager");
        enable(user, false);
        told(user, "disabled");
        enable(user, true);
        told(user, "enabled");
        user.close();
        told(user, "deleted");
    }

    /**
     * Keycloak writes all of a user's columns as it has read them, so a log-out that has read the user before the disabling was
     * committed enables the user again.
     */
    @Test
    void whateverOfItALogOutUndoes() throws Exception {
        try (LoggedUser user = LoggedUser.create()) {
            CompletableFuture<Void> disabled;
            CompletableFuture<Void> signedOut;
            try (HeldRow held = keycloak.log().hold("USER_ENTITY", user.id())) {
                disabled = atTheSameTime(() -> enable(user, false));
                held.awaitWaiting(1);
                signedOut = atTheSameTime(() -> user.resource().logout());
                held.awaitWaiting(2);
            }
            disabled.get(30, TimeUnit.SECONDS);
            signedOut.get(30, TimeUnit.SECONDS);
            List<String> told = keycloak.log().settled(0).stream()
                    .filter(row -> user.id().equals(row.subject()))
                    .map(LogRows.Row::what)
                    .filter(FACTS::containsKey)
                    .toList();
            assertThat(told).startsWith("registered", "disabled");
            String last = told.get(told.size() - 1);
            assertThat(FACTS.get(last).holdsFor(user.id())).as(last).isTrue();
        }
    }

    /** On a thread of its own: a small machine's common pool has only one. */
    private static CompletableFuture<Void> atTheSameTime(Runnable work) {
        return CompletableFuture.runAsync(work, task -> new Thread(task).start());
    }

    private void told(LoggedUser user, String what) {
        Awaitility.await().atMost(Duration.ofSeconds(30)).until(() -> foundDone.containsKey(user.id() + what));
        assertThat(foundDone).containsEntry(user.id() + what, true);
    }

    private static void enable(LoggedUser user, boolean enabled) {
        UserRepresentation representation = user.resource().toRepresentation();
        representation.setEnabled(enabled);
        user.resource().update(representation);
    }

    private static String what(JsonNode event) {
        String type = event.path("type").asText();
        String what = type.substring("dev.daemun.identity.".length(), type.length() - ".v1".length());
        return what.startsWith("role-")
                ? what + " " + event.path("data").path("role").asText()
                : what;
    }

    private record Fact(String count, long expected) {
        boolean holdsFor(String user) {
            return KeycloakOnPostgresql.shared().log().number(count.formatted(user)) == expected;
        }
    }
}
