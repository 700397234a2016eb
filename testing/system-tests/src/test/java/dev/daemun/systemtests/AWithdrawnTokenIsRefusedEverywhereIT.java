package dev.daemun.systemtests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.daemun.localplatform.CodeFlow;
import dev.daemun.localplatform.Login;
import dev.daemun.localplatform.ServiceProcess;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.keycloak.admin.client.Keycloak;
import org.keycloak.admin.client.resource.RealmResource;
import org.keycloak.representations.idm.ClientRepresentation;

/** Tries every row of the revocation feed's table at two services, each of which verifies tokens by itself. */
@ResourceLock(TestPlatform.LOCK)
class AWithdrawnTokenIsRefusedEverywhereIT {
    private static final TestPlatform PLATFORM = TestPlatform.shared();
    private static ServiceProcess second;

    private final Keycloak admin = PLATFORM.admin();
    private final RealmResource realm = PLATFORM.realm(admin);
    private TestUser user;
    private TestUser bystander;

    @BeforeAll
    static void startSecondService() {
        second = PLATFORM.startService("second-service");
    }

    @AfterAll
    static void stopSecondService() {
        second.close();
    }

    @BeforeEach
    void createUsers() {
        user = TestUser.create(PLATFORM, Map.of());
        bystander = TestUser.create(PLATFORM, Map.of());
    }

    @AfterEach
    void deleteUsers() {
        user.close();
        bystander.close();
        admin.close();
        Withdrawal.awaitGoodTokensForEverybody();
    }

    static List<Withdrawal> ofAUser() {
        return Withdrawal.all();
    }

    static List<Withdrawal> ofAClient() {
        return Withdrawal.ofAClient();
    }

    static List<Withdrawal> ofEverybody() {
        return Withdrawal.ofEverybody();
    }

    @ParameterizedTest
    @MethodSource("ofAUser")
    void atBothServicesAndNobodyElses(Withdrawal withdrawal) {
        CodeFlow.Tokens others = bystander.signIn("openid");
        Withdrawal.Act act = withdrawal.preparation().prepare(user, realm);
        CodeFlow.Tokens tokens = user.signIn("openid");
        requireAccepted(tokens.accessToken());
        requireAccepted(others.accessToken());
        try {
            act.withdraw(new Withdrawal.Situation(user, realm, tokens));

            ended(withdrawal.road()).refused(withdrawal.reason(), everywhere(tokens));
            requireAccepted(others.accessToken());
            requireRefreshed(withdrawal, "sample-web-app", tokens);
        } finally {
            act.undo(realm);
        }
    }

    @Test
    void aDeletedUser() {
        CodeFlow.Tokens others = bystander.signIn("openid");
        TestUser leaving = TestUser.create(PLATFORM, Map.of());
        CodeFlow.Tokens tokens = leaving.signIn("openid");
        requireAccepted(tokens.accessToken());
        leaving.close();

        ended("user deleted").refused("deleted", everywhere(tokens));
        requireAccepted(others.accessToken());
    }

    @ParameterizedTest
    @MethodSource("ofAClient")
    void theTokensOfAClientAndNoOther(Withdrawal withdrawal) {
        ClientRepresentation client = Withdrawal.clientLikeTheWebApp(realm);
        realm.clients().create(client).close();
        CodeFlow.Tokens tokens = signIn(client.getClientId(), user.login());
        CodeFlow.Tokens others = user.signIn("openid");
        requireAccepted(tokens.accessToken());
        withdrawal.preparation().prepare(user, realm).withdraw(new Withdrawal.Situation(user, realm, tokens));

        ended(withdrawal.road()).refused(withdrawal.reason(), everywhere(tokens));
        requireAccepted(others.accessToken());
        realm.clients()
                .findByClientId(client.getClientId())
                .forEach(left -> realm.clients().get(left.getId()).remove());
    }

    @ParameterizedTest
    @MethodSource("ofEverybody")
    void everybodysTokens(Withdrawal withdrawal) {
        CodeFlow.Tokens others = bystander.signIn("openid");
        CodeFlow.Tokens tokens = user.signIn("openid");
        requireAccepted(tokens.accessToken());
        Withdrawal.Act act = withdrawal.preparation().prepare(user, realm);
        try {
            act.withdraw(new Withdrawal.Situation(user, realm, tokens));

            ended(withdrawal.road()).refused(withdrawal.reason(), everywhere(tokens, others));
        } finally {
            act.undo(realm);
        }
    }

    @Test
    void anOfflineTokenHandedBack() {
        try (OfflineAccess offline = OfflineAccess.grant(realm, user)) {
            CodeFlow.Tokens tokens = new CodeFlow(
                            PLATFORM.keycloak.issuer(),
                            offline.clientId(),
                            TestRealm.webApp(PLATFORM.ports) + "/",
                            "openid offline_access")
                    .signIn(user.login());
            CodeFlow.Tokens others = user.signIn("openid");
            assertThat(Claims.of(tokens.refreshToken()).text("typ")).isEqualTo("Offline");
            requireAccepted(tokens.accessToken());
            assertThat(PLATFORM.callRealm("/protocol/openid-connect/revoke")
                            .postForm(Map.of("client_id", offline.clientId(), "token", tokens.refreshToken()))
                            .status())
                    .isEqualTo(200);

            ended("offline token handed back").refused("token-revoked", everywhere(tokens));
            requireAccepted(others.accessToken());
            assertThat(refresh(offline.clientId(), tokens.refreshToken()).status())
                    .isEqualTo(400);
        }
    }

    @Test
    void eachRefusalIsCounted() {
        CodeFlow.Tokens tokens = user.signIn("openid");
        user.resource().logout();
        ended("administrator logs the user out").refused("signed-out-everywhere", everywhere(tokens));
        double before = refusals();
        assertThat(me(second.url(), tokens.accessToken()).status()).isEqualTo(401);
        assertThat(me(second.url(), tokens.accessToken()).status()).isEqualTo(401);
        assertThat(me(second.url(), bystander.signIn("openid").accessToken()).status())
                .isEqualTo(200);
        assertThat(refusals()).isEqualTo(before + 2);
    }

    @Test
    void aServiceThatStartsAfterwardsRefusesToo() {
        CodeFlow.Tokens tokens = user.signIn("openid");
        user.resource().logout();
        try (ServiceProcess late = PLATFORM.startService("late-service")) {
            Call.Answer answer = me(late.url(), tokens.accessToken());
            assertThat(answer.status()).isEqualTo(401);
            assertThat(answer.json().path("reason").asText()).isEqualTo("signed-out-everywhere");
            assertThat(me(late.url(), bystander.signIn("openid").accessToken()).status())
                    .isEqualTo(200);
        }
    }

    private static CodeFlow.Tokens signIn(String clientId, Login login) {
        return new CodeFlow(PLATFORM.keycloak.issuer(), clientId, TestRealm.webApp(PLATFORM.ports) + "/", "openid")
                .signIn(login);
    }

    private static void requireAccepted(String token) {
        assertThat(me(PLATFORM.sampleService.url(), token).status()).isEqualTo(200);
        assertThat(me(second.url(), token).status()).isEqualTo(200);
    }

    private static double refusals() {
        return Metrics.of(second.managementUrl() + "/actuator/prometheus")
                .value("daemun_withdrawals_refused_total", "");
    }

    private static HeardWithin ended(String road) {
        return HeardWithin.now(AWithdrawnTokenIsRefusedEverywhereIT.class, road);
    }

    private static List<Supplier<Call.Answer>> everywhere(CodeFlow.Tokens... all) {
        return Stream.of(all)
                .flatMap(tokens -> Stream.of(PLATFORM.sampleService.url(), second.url())
                        .map(service -> (Supplier<Call.Answer>) () -> me(service, tokens.accessToken())))
                .toList();
    }

    private static void requireRefreshed(Withdrawal withdrawal, String clientId, CodeFlow.Tokens tokens) {
        Call.Answer first = refresh(clientId, tokens.refreshToken());
        assertThat(first.status()).isEqualTo(withdrawal.refreshable() ? 200 : 400);
        if (withdrawal.refreshable()) {
            // A token that was issued in the same second as the withdrawal is refused, so refresh until the next
            // second.
            String[] refreshToken = {first.json().path("refresh_token").asText()};
            await().until(() -> {
                Call.Answer next = refresh(clientId, refreshToken[0]);
                refreshToken[0] = next.json().path("refresh_token").asText();
                String fresh = next.json().path("access_token").asText();
                return me(PLATFORM.sampleService.url(), fresh).status() == 200
                        && me(second.url(), fresh).status() == 200;
            });
        }
    }

    private static Call.Answer refresh(String clientId, String refreshToken) {
        return PLATFORM.callRealm("/protocol/openid-connect/token")
                .postForm(Map.of("grant_type", "refresh_token", "client_id", clientId, "refresh_token", refreshToken));
    }

    private static Call.Answer me(String service, String token) {
        return Call.to(service + "/me").bearer(token).get();
    }
}
