package dev.daemun.systemtests;

import static org.assertj.core.api.Assertions.assertThat;

import dev.daemun.localplatform.CodeFlow;
import dev.daemun.localplatform.Login;
import dev.daemun.localplatform.PlatformException;
import jakarta.ws.rs.core.Response;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.keycloak.admin.client.CreatedResponseUtil;
import org.keycloak.admin.client.Keycloak;
import org.keycloak.admin.client.resource.RealmResource;
import org.keycloak.admin.client.resource.UserResource;
import org.keycloak.representations.idm.RoleRepresentation;
import org.keycloak.representations.idm.UserRepresentation;

/**
 * A user who is changed again and again. What an administrator was answered is known; a call without an answer may have
 * changed something or not.
 */
final class ChangedPerson implements AutoCloseable {
    private static final String ROLE = "order-manager";

    private final TwoNodes nodes;
    private final List<Keycloak> admins;
    private final Random random;
    private final SignedOutTokens signedOut;
    private final Acknowledgements acknowledgements;
    private final String id;
    private final Login login;
    private final List<RoleRepresentation> role;
    private final AtomicInteger names = new AtomicInteger();
    private final List<Integer> acknowledgedNames = new CopyOnWriteArrayList<>();
    private final Tried switches = new Tried();
    private final Tried roles = new Tried();
    private final Tried signOuts = new Tried();

    private ChangedPerson(
            TwoNodes nodes,
            Random random,
            SignedOutTokens signedOut,
            Acknowledgements acknowledgements,
            String id,
            Login login,
            List<RoleRepresentation> role) {
        this.nodes = nodes;
        this.admins = List.of(nodes.node(0).impatientAdmin(), nodes.node(1).impatientAdmin());
        this.random = random;
        this.signedOut = signedOut;
        this.acknowledgements = acknowledgements;
        this.id = id;
        this.login = login;
        this.role = role;
    }

    /** How often something was tried, and how often Keycloak answered that it was done. */
    private static final class Tried {
        final AtomicInteger times = new AtomicInteger();
        final AtomicInteger acknowledged = new AtomicInteger();
    }

    private interface Change {
        void make(UserResource user);
    }

    static ChangedPerson create(
            TwoNodes nodes, Random random, SignedOutTokens signedOut, Acknowledgements acknowledgements) {
        Login login = new Login("user-" + UUID.randomUUID(), "a-password-" + UUID.randomUUID());
        UserRepresentation user = new UserRepresentation();
        user.setUsername(login.username());
        user.setEnabled(true);
        user.setFirstName("0");
        user.setCredentials(List.of(LoggedUser.password(login.password())));
        try (Keycloak admin = nodes.node(0).admin()) {
            RealmResource realm = admin.realm("daemun");
            try (Response created = realm.users().create(user)) {
                return new ChangedPerson(
                        nodes,
                        random,
                        signedOut,
                        acknowledgements,
                        CreatedResponseUtil.getCreatedId(created),
                        login,
                        List.of(realm.roles().get(ROLE).toRepresentation()));
            }
        }
    }

    String id() {
        return id;
    }

    /** One change, on either node. */
    void change() {
        UserResource user = on(random.nextInt(2));
        switch (random.nextInt(8)) {
            case 0 -> enable(user, false);
            case 1, 2 -> enable(user, true);
            case 3 -> count(roles, user, it -> it.roles().realmLevel().add(role));
            case 4 -> count(roles, user, it -> it.roles().realmLevel().remove(role));
            case 5 -> signInAndBeSignedOut(user);
            default -> rename(user);
        }
    }

    void disable() {
        enable(on(0), false);
    }

    /** What an administrator does who does not know of another who has just disabled the user. */
    void saveAsEnabled() {
        count(switches, on(1), user -> {
            UserRepresentation onTheScreen = user.toRepresentation();
            onTheScreen.setEnabled(true);
            user.update(onTheScreen);
        });
    }

    @Override
    public void close() {
        admins.forEach(Keycloak::close);
    }

    private UserResource on(int node) {
        return admins.get(node).realm("daemun").users().get(id);
    }

    private void enable(UserResource user, boolean enabled) {
        UserRepresentation changed = new UserRepresentation();
        changed.setEnabled(enabled);
        count(switches, user, it -> it.update(changed));
    }

    private void rename(UserResource user) {
        int name = names.incrementAndGet();
        UserRepresentation changed = new UserRepresentation();
        changed.setFirstName(Integer.toString(name));
        if (isDone(user, it -> it.update(changed))) {
            acknowledgedNames.add(name);
        }
    }

    private void signInAndBeSignedOut(UserResource user) {
        CodeFlow.Tokens tokens;
        try {
            tokens = nodes.webApp().signIn(login);
        } catch (PlatformException disabledOrNobodyThere) {
            return;
        }
        boolean datedBeforeItsEnd = isDatedBeforeItsEnd(tokens.accessToken());
        signedOut.see(tokens.accessToken());
        int before = signOuts.acknowledged.get();
        count(signOuts, user, UserResource::logout);
        if (signOuts.acknowledged.get() > before && datedBeforeItsEnd) {
            signedOut.add(tokens.accessToken());
        }
    }

    /**
     * Whether a log-out from now on is dated later than a token that has just come. It is not where the token's node is ahead and has not been
     * able to tell the others yet, which it does as soon as it reaches the database.
     */
    private boolean isDatedBeforeItsEnd(String token) {
        long issuedAt = Claims.of(token).number("iat");
        if (issuedAt <= System.currentTimeMillis() / 1_000) {
            return true;
        }
        try {
            return issuedAt <= nodes.log().number("SELECT LATEST / 1000 FROM DAEMUN_EVENT_CLOCK") + 1;
        } catch (RuntimeException | AssertionError databaseAway) {
            return false;
        }
    }

    private void count(Tried tried, UserResource user, Change change) {
        tried.times.incrementAndGet();
        if (isDone(user, change)) {
            tried.acknowledged.incrementAndGet();
        }
    }

    private boolean isDone(UserResource user, Change change) {
        try {
            change.make(user);
            acknowledgements.add();
            return true;
        } catch (RuntimeException notAnswered) {
            return false;
        }
    }

    /** Everything that was acknowledged, nothing that nobody tried, and what bears a number in that order. */
    void requireTrueAndInOrder(List<LogRows.Row> log) {
        List<LogRows.Row> mine = mine(log);
        List<Integer> told = mine.stream()
                .filter(row -> row.what().equals("profile-updated"))
                .map(row -> Integer.valueOf(row.data().path("firstName").asText()))
                .toList();
        // A change that nobody has answered may be made later, after those that came after it.
        assertThat(told.stream().filter(acknowledgedNames::contains).distinct())
                .as("names that were acknowledged, in that order and none lost")
                .containsExactlyElementsOf(acknowledgedNames);
        assertThat(told).as("none invented").allMatch(name -> name <= names.get());
        assertThat(count(mine, Set.of("signed-out-everywhere")))
                .as("ends of sessions")
                .isBetween(signOuts.acknowledged.get(), signOuts.times.get());
        assertThat(count(mine, Set.of("disabled", "enabled"))).isLessThanOrEqualTo(switches.times.get());
        assertThat(mine.stream().filter(row -> isOfRole(row)).count()).isLessThanOrEqualTo(roles.times.get());
        assertThat(mine)
                .as("nothing was found that no event told")
                .noneMatch(row -> row.data().path("reason").asText().equals("found"));
    }

    /** What the events add up to is what the database has. */
    void requireStateOf(List<LogRows.Row> log) {
        String name = "0";
        boolean enabled = true;
        boolean manager = false;
        for (LogRows.Row row : mine(log)) {
            switch (row.what()) {
                case "profile-updated" -> {
                    name = row.data().path("firstName").asText();
                    enabled = row.data().path("enabled").asBoolean();
                }
                case "disabled" -> enabled = false;
                case "enabled" -> enabled = true;
                case "role-granted" -> manager |= isOfRole(row);
                case "role-revoked" -> manager &= !isOfRole(row);
                default -> {
                    // The others say nothing of this.
                }
            }
        }
        // Keycloak's caches may be wrong for a while after a partition, so the database is asked.
        assertThat(name)
                .isEqualTo(
                        Long.toString(stored("SELECT CAST(FIRST_NAME AS INTEGER) FROM USER_ENTITY WHERE ID = '%s'")));
        assertThat(enabled)
                .as("enabled")
                .isEqualTo(stored("SELECT COUNT(*) FROM USER_ENTITY WHERE ENABLED AND ID = '%s'") == 1);
        assertThat(manager)
                .as("has the role")
                .isEqualTo(stored("SELECT COUNT(*) FROM USER_ROLE_MAPPING WHERE ROLE_ID = '"
                                + role.get(0).getId() + "' AND USER_ID = '%s'")
                        == 1);
    }

    private long stored(String question) {
        return nodes.log().number(question.formatted(id));
    }

    private List<LogRows.Row> mine(List<LogRows.Row> log) {
        return log.stream().filter(row -> id.equals(row.subject())).toList();
    }

    private static boolean isOfRole(LogRows.Row row) {
        return row.data().path("role").asText().equals(ROLE);
    }

    private static int count(List<LogRows.Row> rows, Set<String> types) {
        return (int) rows.stream().filter(row -> types.contains(row.what())).count();
    }
}
