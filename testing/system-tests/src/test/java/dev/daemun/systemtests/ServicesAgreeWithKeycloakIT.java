package dev.daemun.systemtests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.daemun.localplatform.CodeFlow;
import dev.daemun.localplatform.ServiceProcess;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.Stream;
import org.awaitility.core.ConditionTimeoutException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.ResourceLock;

/**
 * Changes a realm at random and compares, after each change, what two services do with each of some twenty tokens with
 * what Keycloak itself says of it (RFC 7662). A token counts as ended once it is inactive, or carries a role that
 * Keycloak would no longer give it. The times that are written down are upper bounds: each contains one round of all comparisons.
 *
 * <p>Each day has a walk of its own; {@code -Dwalk.steps=5000 -Dwalk.seed=1} walks longer, or another way. If a walk fails, the shortest part of it
 * that still fails is in the message.
 */
@ResourceLock(TestPlatform.LOCK)
class ServicesAgreeWithKeycloakIT {
    private static final int STEPS = Integer.getInteger("walk.steps", 300);

    /**
     * Reasons for which services also refuse tokens that Keycloak goes on accepting, because a fresh token can be had; the
     * README of revocation-feed says why. Each begins where a step changes what such tokens would say, or whose they are.
     */
    private static final Set<String> A_FRESH_TOKEN_IS_GOOD = Set.of(
            "password-changed",
            "credential-removed",
            "identity-unlinked",
            "identity-provider-deleted",
            "role-revoked",
            "role-renamed",
            "role-deleted",
            "role-composites-changed",
            "group-left",
            "group-roles-changed",
            "group-deleted",
            "group-moved",
            "client-scopes-changed",
            "organization-disabled",
            "key-removed",
            "disabled");

    /** The same where the reason alone does not say that a fresh token is good. */
    private static final Map<WalkStep, String> A_FRESH_TOKEN_IS_GOOD_AFTER = Map.of(
            WalkStep.APP_SEES_FEWER_ROLES, "client-updated",
            WalkStep.CONSENT_TAKEN_BACK_IN_THE_ACCOUNT, "consent-withdrawn",
            WalkStep.SESSIONS_MADE_SHORTER, "realm-updated",
            WalkStep.ORGANIZATIONS_SWITCHED_OFF, "realm-updated",
            WalkStep.REMEMBER_ME_SWITCHED_OFF, "realm-updated",
            WalkStep.ACCESS_TOKEN_HANDED_BACK, "token-revoked");

    private static final TestPlatform PLATFORM = TestPlatform.shared();
    private static ServiceProcess second;

    private final TestUser messenger = TestUser.create(PLATFORM, Map.of());
    private final long seed =
            Long.getLong("walk.seed", LocalDate.now(ZoneOffset.UTC).toEpochDay());
    private String refreshToken = "";
    private final Set<String> ended = new HashSet<>();
    private final Set<String> refused = new HashSet<>();
    private final Map<WalkStep, Integer> endings = new EnumMap<>(WalkStep.class);

    private record Taken(WalkStep step, long seed) {}

    @BeforeAll
    static void startSecondService() {
        second = PLATFORM.startService("second-service");
    }

    @AfterAll
    static void stopSecondService() {
        second.close();
    }

    @AfterEach
    void deleteMessenger() {
        messenger.close();
    }

    @Test
    void afterEachStepOfARandomWalk() {
        System.out.printf("A walk of %d steps, repeated by -Dwalk.seed=%d%n", STEPS, seed);
        WalkStep.Pick pick = new WalkStep.Pick(new Random(seed));
        List<WalkStep> steps = List.of(WalkStep.values());
        List<Taken> walk = Stream.generate(
                        () -> new Taken(pick.of(steps), pick.random().nextLong()))
                .limit(STEPS)
                .toList();
        String difference = walk(walk);
        if (difference != null) {
            System.out.println(difference);
            List<Taken> shortest = shortest(walk);
            throw new AssertionError(
                    difference + "\nThe shortest walk that fails: " + shortest + "\n" + walk(shortest));
        }
        System.out.println("Tokens ended by: " + endings);
        assertThat(endings.values().stream().mapToInt(Integer::intValue).sum()).isGreaterThan(STEPS / 2);
    }

    /** Takes away ever smaller parts of the walk as long as the rest still fails. */
    private List<Taken> shortest(List<Taken> failing) {
        List<Taken> shortest = failing;
        for (int part = failing.size() / 2; part > 0; part /= 2) {
            for (int from = 0; from + part <= shortest.size(); ) {
                List<Taken> rest = new ArrayList<>(shortest);
                rest.subList(from, from + part).clear();
                if (walk(rest) != null) {
                    shortest = rest;
                } else {
                    from += part;
                }
            }
        }
        return shortest;
    }

    /** Returns how services and Keycloak differ, or null if they never do. */
    private String walk(List<Taken> walk) {
        try (WalkedRealm realm = new WalkedRealm(PLATFORM)) {
            int number = 0;
            for (Taken taken : walk) {
                number++;
                replaceTokens(realm);
                Instant before = Instant.now();
                taken.step().take(realm, taken.seed());
                HeardWithin heard = HeardWithin.now(getClass(), taken.step().name());
                List<String> differences = new ArrayList<>();
                try {
                    heard.until(() -> {
                        findEnded(realm, taken.step());
                        differences.clear();
                        differences.addAll(differences(realm, taken.step(), before));
                        return differences.isEmpty();
                    });
                    haveHeardAllSoFar();
                    differences.addAll(differences(realm, taken.step(), before));
                } catch (ConditionTimeoutException e) {
                    // What differed last is reported below.
                }
                if (!differences.isEmpty()) {
                    return "After step " + number + ", " + taken + ", of seed " + seed + ": " + differences;
                }
            }
            System.out.println("Tokens got by: " + realm.issued);
            return null;
        }
    }

    /**
     * Waits until both services have heard whatever the log has now, by handing back a token and waiting until they refuse
     * it. Otherwise a withdrawal of this step might be taken for one of the next.
     */
    private void haveHeardAllSoFar() {
        await().pollDelay(Duration.ZERO).until(() -> {
            WalkedToken token = messengersToken();
            Call.Answer answer = PLATFORM.callRealm("/protocol/openid-connect/revoke")
                    .postForm(Map.of("client_id", token.clientId(), "token", token.accessToken()));
            assertThat(answer.status()).isEqualTo(200);
            // In the second of a withdrawal that concerns everybody the token is refused for that already.
            return services().stream()
                    .allMatch(service -> await().pollDelay(Duration.ZERO)
                            .pollInterval(Duration.ofMillis(10))
                            .until(() -> token.refusedAt(service), reason -> !reason.isEmpty())
                            .equals("token-revoked"));
        });
    }

    /** A new access token of the messenger's session, or of a new session where that has ended. */
    private WalkedToken messengersToken() {
        Call.Answer refreshed = PLATFORM.callRealm("/protocol/openid-connect/token")
                .postForm(Map.of(
                        "grant_type", "refresh_token",
                        "client_id", "sample-web-app",
                        "refresh_token", refreshToken));
        WalkedToken token;
        if (refreshed.status() == 200) {
            token = WalkedToken.of(
                    "sample-web-app",
                    refreshed.json().path("access_token").asText(),
                    refreshed.json().path("refresh_token").asText());
        } else {
            CodeFlow.Tokens tokens = messenger.signIn("openid");
            token = WalkedToken.of("sample-web-app", tokens.accessToken(), tokens.refreshToken());
        }
        refreshToken = token.refreshToken();
        return token;
    }

    private static List<String> services() {
        return List.of(PLATFORM.sampleService.url(), second.url());
    }

    /** Those that have ended, or soon would by themselves, give way to new ones. */
    private void replaceTokens(WalkedRealm realm) {
        long now = Instant.now().getEpochSecond();
        realm.tokens.removeIf(token -> ended.contains(token.accessToken())
                || token.claims().number("exp") - now < 60
                || refused.contains(token.accessToken()));
        List<WalkedToken> before = List.copyOf(realm.tokens);
        realm.replaceWhatIsGone();
        // A withdrawal also refuses what is issued shortly after it. The services have heard of all that came before.
        realm.tokens.removeIf(token -> !before.contains(token)
                && services().stream()
                        .anyMatch(service -> !token.refusedAt(service).isEmpty()));
    }

    /** Asks Keycloak which tokens this step has ended. */
    private void findEnded(WalkedRealm realm, WalkStep step) {
        for (WalkedToken token : realm.tokens) {
            if (!ended.contains(token.accessToken()) && !token.isGoodAt(PLATFORM)) {
                ended.add(token.accessToken());
                endings.merge(step, 1, Integer::sum);
            }
        }
    }

    private List<String> differences(WalkedRealm realm, WalkStep step, Instant before) {
        List<String> differences = new ArrayList<>();
        realm.tokens.forEach(token -> compare(token, step, before, differences));
        return differences;
    }

    private void compare(WalkedToken token, WalkStep step, Instant before, List<String> differences) {
        boolean hasEnded = ended.contains(token.accessToken());
        for (String service : services()) {
            String reason = token.refusedAt(service);
            if (!reason.isEmpty()) {
                refused.add(token.accessToken());
            }
            boolean agree = hasEnded
                    ? !reason.isEmpty()
                    : reason.isEmpty()
                            || A_FRESH_TOKEN_IS_GOOD.contains(reason)
                            || reason.equals(A_FRESH_TOKEN_IS_GOOD_AFTER.get(step))
                            // The step itself has got the token.
                            || token.issuedAt() >= before.getEpochSecond();
            if (!agree) {
                differences.add(
                        (hasEnded ? "ended at Keycloak, served: " : "good at Keycloak, refused (" + reason + "): ")
                                + token.claims().payload());
            }
        }
    }
}
