package dev.daemun.systemtests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.daemun.localplatform.CodeFlow;
import dev.daemun.localplatform.Login;
import dev.daemun.standins.apple.AppleClient;
import dev.daemun.standins.apple.AppleNotifications;
import dev.daemun.standins.apple.AppleNotifications.Events;
import dev.daemun.standins.web.ReceivedRequest;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.keycloak.admin.client.resource.UserResource;
import org.keycloak.representations.idm.CredentialRepresentation;

/** Apple's notifications in each form, and the revocation at Apple. */
@NeedsBrowser
@ResourceLock(KeycloakWithStandIns.LOCK)
class WhoLeavesAppleOrHereIsOutOnBothSidesIT {
    private static final String PERSON = "001002.1b2c3d4e5f60718293a4b5c6d7e8f90a.0202";
    private static final String PASSWORD = "a long test password";

    private final KeycloakWithStandIns platform = KeycloakWithStandIns.shared();
    private final URI address = URI.create(platform.keycloak.issuer() + "/upstream-signals/apple");
    private final ApplesPeople people = new ApplesPeople(platform);
    private CodeFlow.Tokens throughApple;
    private UserResource user;
    private int revocations;

    @BeforeEach
    void somebodyIsSignedIn() {
        people.forget();
        platform.standIns.apple().signIn(PERSON);
        throughApple = platform.tokensThroughApple();
        user = platform.realm()
                .users()
                .get(Claims.of(throughApple.accessToken()).text("sub"));
        revocations = revocations();
    }

    @AfterEach
    void andGone() {
        people.forget();
    }

    @ParameterizedTest
    @CsvSource({
        "consent-revoked, TEXT, false",
        "consent-revoked, OBJECT, true",
        "account-delete, TEXT, true",
        "account-deleted, OBJECT, false"
    })
    void whoLeavesAppleLosesTheLinkAndTheSessionsBegunThroughIt(String type, Events shape, boolean form)
            throws IOException, InterruptedException {
        String account = user.toRepresentation().getId();
        CodeFlow.Tokens byPassword = signInByPassword();

        String payload = payload(platform.appleClient, type, shape);
        assertThat(send(payload, form)).isEqualTo(200);

        assertThat(user.getFederatedIdentity()).isEmpty();
        assertThat(refresh(throughApple).status()).isEqualTo(400);
        assertThat(refresh(byPassword).status()).isEqualTo(200);
        assertThat(revocations()).as("Apple is not called back").isEqualTo(revocations);

        CodeFlow.Tokens again = platform.tokensThroughApple();
        assertThat(Claims.of(again.accessToken()).text("sub"))
                .as("who comes back finds the same account")
                .isEqualTo(account);
        assertThat(send(payload, form)).as("the same notification again").isEqualTo(200);
        assertThat(user.getFederatedIdentity()).as("which counts once").hasSize(1);
        assertThat(refresh(again).status()).isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(strings = {"email-disabled", "email-enabled", "of-tomorrow"})
    void otherNewsIsTakenAndChangesNothing(String type) throws IOException, InterruptedException {
        assertThat(send(payload(platform.appleClient, type, Events.TEXT), false))
                .isEqualTo(200);
        assertUntouched();
        assertThat(user.toRepresentation().isEmailVerified())
                .as("the relay address stays theirs")
                .isTrue();
        assertThat(count(type.equals("of-tomorrow") ? "unknown" : type)).isPositive();
    }

    @Test
    void whoIsNotAppleChangesNothing() throws IOException, InterruptedException {
        String good = payload(platform.appleClient, "consent-revoked", Events.TEXT);
        AppleClient another = new AppleClient("kr.example.another", "T", "K", platform.appleClient.key(), Set.of());
        for (String forged : List.of(
                payload(another, "consent-revoked", Events.TEXT),
                good.substring(0, good.length() - 8) + "AAAAAAAA",
                good.replaceFirst("^[^.]*", "eyJhbGciOiJub25lIn0"),
                "a.b.c",
                "")) {
            assertThat(send(forged, false)).isEqualTo(400);
            assertThat(send(forged, true)).isEqualTo(400);
        }
        assertThat(Call.to(address.toString()).postJson("[]").status()).isEqualTo(400);
        assertThat(Call.to(address.toString()).postJson("x".repeat(100_000)).status())
                .isEqualTo(400);
        assertThat(Call.to(address.toString())
                        .post("application/secevent+jwt", good)
                        .status())
                .as("not in the form of another provider")
                .isEqualTo(404);
        assertThat(Call.to(platform.keycloak.issuer() + "/upstream-signals/google")
                        .postJson("{\"payload\":\"" + good + "\"}")
                        .status())
                .isEqualTo(404);
        assertUntouched();
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void whoLeavesHereLeavesApple(boolean deleted) {
        if (deleted) {
            user.remove();
        } else {
            user.removeFederatedIdentity("apple");
        }
        await().atMost(Duration.ofMinutes(1)).until(() -> !people.isLinked(PERSON));
        assertThat(revocations()).isEqualTo(revocations + 1);
        ReceivedRequest call = calls().get(revocations);
        assertThat(call.form().values())
                .containsEntry("token_type_hint", "refresh_token")
                .containsKeys("client_id", "client_secret", "token");
    }

    @Test
    void aFailingAppleIsAskedAgainAndNothingSecretIsLogged() throws IOException {
        platform.standIns.failNext("appleid.apple.com", "/auth/revoke", 400, Map.of("error", "invalid_client"));
        user.remove();
        await().atMost(Duration.ofMinutes(2)).until(() -> !people.isLinked(PERSON));
        assertThat(revocations()).isGreaterThanOrEqualTo(revocations + 2);
        String token = calls().get(revocations).form().get("token").orElseThrow();
        assertThat(platform.log)
                .content()
                .contains(
                        "Apple has not unlinked somebody of provider apple, to be tried again: Apple refused the client secret")
                .doesNotContain(token);
        assertThat(Files.readAllLines(platform.log).stream().filter(line -> line.contains("has not unlinked")))
                .isNotEmpty()
                .noneMatch(line -> line.contains(PERSON));
    }

    private void assertUntouched() {
        assertThat(user.getFederatedIdentity()).hasSize(1);
        assertThat(refresh(throughApple).status()).isEqualTo(200);
    }

    private String payload(AppleClient client, String type, Events shape) {
        return platform.standIns.apple().notifications().payload(client, PERSON, type, shape);
    }

    private int send(String payload, boolean form) throws IOException, InterruptedException {
        AppleNotifications apple = platform.standIns.apple().notifications();
        return (form ? apple.deliverAsForm(payload, address) : apple.deliver(payload, address)).statusCode();
    }

    private double count(String signal) {
        return Metrics.of("http://localhost:" + platform.ports.keycloakManagement() + "/metrics")
                .value("daemun_upstream_signals_total", "provider=\"apple\",signal=\"" + signal + "\"");
    }

    private CodeFlow.Tokens signInByPassword() {
        CredentialRepresentation password = new CredentialRepresentation();
        password.setType(CredentialRepresentation.PASSWORD);
        password.setValue(PASSWORD);
        user.resetPassword(password);
        return platform.webApp().signIn(new Login(user.toRepresentation().getUsername(), PASSWORD));
    }

    private Call.Answer refresh(CodeFlow.Tokens tokens) {
        return Call.to(platform.keycloak.issuer() + "/protocol/openid-connect/token")
                .postForm(Map.of(
                        "grant_type", "refresh_token",
                        "client_id", "sample-web-app",
                        "refresh_token", tokens.refreshToken()));
    }

    private int revocations() {
        return calls().size();
    }

    private List<ReceivedRequest> calls() {
        return platform.standIns.received().stream()
                .filter(request -> request.host().equals("appleid.apple.com"))
                .filter(request -> request.path().equals("/auth/revoke"))
                .toList();
    }
}
