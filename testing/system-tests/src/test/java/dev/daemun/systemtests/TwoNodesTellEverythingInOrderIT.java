package dev.daemun.systemtests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.daemun.localplatform.Login;
import dev.daemun.localplatform.ServiceProcess;
import jakarta.ws.rs.core.Response;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.keycloak.admin.client.CreatedResponseUtil;
import org.keycloak.admin.client.Keycloak;
import org.keycloak.admin.client.resource.RealmResource;
import org.keycloak.representations.idm.UserRepresentation;

/** Users are changed on two nodes that die in turn. Each change is delivered, once and in order. */
@Order(2)
@ResourceLock(KeycloakOnPostgresql.LOCK)
class TwoNodesTellEverythingInOrderIT {
    private static final int PEOPLE = 4;
    private static TwoNodes keycloak;

    @BeforeAll
    static void start() {
        keycloak = TwoNodes.start();
    }

    @AfterAll
    static void stop() {
        if (keycloak != null) {
            keycloak.close();
        }
    }

    @Test
    void aWithdrawalOnOneReachesAServiceOfTheOther() {
        Login login = new Login("user-" + UUID.randomUUID(), "a-password-" + UUID.randomUUID());
        try (Keycloak admin = keycloak.node(0).admin();
                ServiceProcess service = keycloak.startService(keycloak.node(1))) {
            RealmResource realm = admin.realm("daemun");
            String id = create(realm, login);
            String token = keycloak.webApp().signIn(login).accessToken();
            assertThat(me(service, token)).isEqualTo(200);
            realm.users().get(id).logout();
            await().until(() -> me(service, token) == 401);
        }
    }

    @Test
    void nothingIsForgottenByANodeThatDied() {
        Login login = new Login("user-" + UUID.randomUUID(), "a-password-" + UUID.randomUUID());
        String token;
        try (Keycloak admin = keycloak.node(0).admin()) {
            RealmResource realm = admin.realm("daemun");
            String id = create(realm, login);
            token = keycloak.webApp().signIn(login).accessToken();
            realm.users().get(id).logout();
        }
        keycloak.node(1).kill();
        keycloak.node(1).start();
        try (ServiceProcess service = keycloak.startService(keycloak.node(1))) {
            assertThat(me(service, token)).isEqualTo(401);
        }
    }

    @Test
    void everyChangeThatSucceededIsToldOnceAndInOrder() throws InterruptedException {
        AtomicBoolean enough = new AtomicBoolean();
        List<Changes> all = new ArrayList<>();
        ExecutorService threads = Executors.newFixedThreadPool(PEOPLE);
        try (Keycloak first = keycloak.node(0).admin();
                Keycloak second = keycloak.node(1).admin()) {
            List<RealmResource> realms = List.of(first.realm("daemun"), second.realm("daemun"));
            for (int i = 0; i < PEOPLE; i++) {
                String id = create(
                        realms.get(0), new Login("user-" + UUID.randomUUID(), "a-password-" + UUID.randomUUID()));
                Changes changes = new Changes(id, new CopyOnWriteArrayList<>());
                all.add(changes);
                threads.execute(() -> changes.goOn(realms, enough));
            }
            for (int victim : new int[] {1, 0}) {
                int so = all.stream()
                        .mapToInt(changes -> changes.succeeded().size())
                        .sum();
                await().atMost(Duration.ofMinutes(1))
                        .until(() -> all.stream()
                                        .mapToInt(changes -> changes.succeeded().size())
                                        .sum()
                                > so + 20);
                keycloak.node(victim).kill();
                keycloak.node(victim).start();
            }
            enough.set(true);
            threads.shutdown();
            assertThat(threads.awaitTermination(1, TimeUnit.MINUTES)).isTrue();
        }
        for (Changes changes : all) {
            requireTold(changes);
        }
    }

    private static void requireTold(Changes changes) {
        String last = changes.succeeded().get(changes.succeeded().size() - 1);
        await().atMost(Duration.ofMinutes(1)).until(() -> told(changes.user()).contains(last));
        List<String> told = told(changes.user());
        assertThat(told).containsAll(changes.succeeded());
        assertThat(told).doesNotHaveDuplicates();
        assertThat(told.stream().map(Integer::valueOf).toList()).isSorted();
    }

    /** The names that a user got, in the order in which the receiver got the events, without repeated events. */
    private static List<String> told(String user) {
        Set<String> ids = new HashSet<>();
        List<String> names = new ArrayList<>();
        for (JsonNode event : keycloak.receiver.taken(user)) {
            if (event.path("type").asText().contains("profile-updated")
                    && ids.add(event.path("id").asText())) {
                names.add(event.path("data").path("firstName").asText());
            }
        }
        return names;
    }

    /** Changes one user's name again and again, on the two nodes in turn. */
    private record Changes(String user, List<String> succeeded) {
        void goOn(List<RealmResource> realms, AtomicBoolean enough) {
            for (int i = 1; !enough.get(); i++) {
                UserRepresentation changed = new UserRepresentation();
                changed.setFirstName(Integer.toString(i));
                try {
                    realms.get(i % realms.size()).users().get(user).update(changed);
                    succeeded.add(changed.getFirstName());
                } catch (RuntimeException e) {
                    // The node was dead, or died before it answered, so there may be an event for this change or none.
                }
            }
        }
    }

    private static String create(RealmResource realm, Login login) {
        UserRepresentation user = new UserRepresentation();
        user.setUsername(login.username());
        user.setEnabled(true);
        user.setCredentials(List.of(LoggedUser.password(login.password())));
        try (Response created = realm.users().create(user)) {
            return CreatedResponseUtil.getCreatedId(created);
        }
    }

    private static int me(ServiceProcess service, String token) {
        return Call.to(service.url() + "/me").bearer(token).get().status();
    }
}
