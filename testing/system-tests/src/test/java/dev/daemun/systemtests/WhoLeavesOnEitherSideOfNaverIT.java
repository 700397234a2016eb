package dev.daemun.systemtests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.daemun.localplatform.CodeFlow;
import dev.daemun.localplatform.Login;
import dev.daemun.standins.naver.NaverApp;
import dev.daemun.standins.web.ReceivedRequest;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.keycloak.admin.client.resource.UserResource;
import org.keycloak.representations.idm.CredentialRepresentation;

/** Leaving here revokes the stored token at Naver; leaving there ends the link and the sessions here, also where Naver's notice was lost. */
@NeedsBrowser
@ResourceLock(KeycloakWithStandIns.LOCK)
class WhoLeavesOnEitherSideOfNaverIT {
    private static final String PERSON = "32742776";
    private static final String ANOTHER = "wK2AnIdAndNothingElse_0pRzTq5XvBnLd9HgYsJcM";

    private final KeycloakWithStandIns platform = KeycloakWithStandIns.shared();
    private ConnectedNaver naver;
    private CodeFlow.Tokens tokens;
    private UserResource user;

    @BeforeEach
    void somebodyIsSignedIn() {
        naver = ConnectedNaver.inTheShippedRealm(platform, false);
        arrive();
    }

    @AfterEach
    void andGone() {
        naver.close();
    }

    private void arrive() {
        tokens = naver.signIn(PERSON);
        user = naver.realm().users().get(subject(tokens));
        assertThat(platform.standIns.naver().isLinked(naver.app(), PERSON)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void whoLeavesHereIsNotConnectedThereAnyMore(boolean deleted) {
        if (deleted) {
            user.remove();
        } else {
            user.removeFederatedIdentity("naver");
        }
        awaitDisconnected(PERSON);
        assertThat(revocations()).hasSize(1);
    }

    @Test
    void aFailingNaverHoldsNobodyBackAndIsAskedAgain() {
        platform.standIns.failNext(
                "nid.naver.com", "/oauth2.0/revoke", 503, Map.of("error", "temporarily_unavailable"));
        user.remove();
        awaitDisconnected(PERSON);
        List<ReceivedRequest> calls = revocations();
        assertThat(calls).hasSizeGreaterThanOrEqualTo(2);
        String token = calls.get(0).form().get("token").orElseThrow();
        assertThat(platform.log)
                .content()
                .contains("Naver has not unlinked somebody of provider naver, to be tried again: status 503,"
                        + " temporarily_unavailable")
                .doesNotContain(token);
    }

    @Test
    void whomNaverDoesNotKnowAnyMoreIsDone() {
        String another = subject(naver.signIn(ANOTHER));
        platform.standIns.naver().disconnectUnnoticed(naver.app(), PERSON);
        user.remove();
        await().atMost(Duration.ofSeconds(60)).until(() -> !revocations().isEmpty());
        naver.realm().users().get(another).remove();
        awaitDisconnected(ANOTHER);
        assertThat(revocations()).as("each once").hasSize(2);
    }

    @Test
    void whoLeavesThereLosesTheLinkAndWhatBeganThroughIt() throws IOException, InterruptedException {
        CodeFlow.Tokens byPassword = signInByPassword();

        assertThat(platform.standIns
                        .naver()
                        .notices()
                        .disconnect(naver.app(), PERSON, naver.notices())
                        .statusCode())
                .isEqualTo(204);

        assertThat(user.getFederatedIdentity()).isEmpty();
        assertThat(refresh(tokens)).isEqualTo(400);
        assertThat(refresh(byPassword)).isEqualTo(200);
        assertThat(revocations())
                .as("Naver is not called about what it has said itself")
                .isEmpty();

        CodeFlow.Tokens back = naver.signIn(PERSON);
        assertThat(subject(back)).as("the same account").isEqualTo(subject(tokens));
    }

    @Test
    void aNoticeThatIsSentAgainEndsNothingNew() {
        Map<String, String> notice = notice(naver.app(), Instant.now());
        assertThat(send(notice)).isEqualTo(204);
        assertThat(user.getFederatedIdentity()).isEmpty();
        CodeFlow.Tokens back = naver.signIn(PERSON);

        assertThat(send(notice)).isEqualTo(204);

        assertThat(naver.isLinkedHere(subject(back))).isTrue();
        assertThat(refresh(back)).isEqualTo(200);
    }

    @Test
    void whoIsNotNaverChangesNothing() {
        NaverApp app = naver.app();
        assertThat(send(notice(new NaverApp(app.clientId(), "guessed", false, Set.of()), Instant.now())))
                .isEqualTo(400);
        assertThat(send(notice(new NaverApp("another", app.clientSecret(), false, Set.of()), Instant.now())))
                .isEqualTo(400);
        assertThat(send(notice(app, Instant.now().minusSeconds(600)))).isEqualTo(400);
        Map<String, String> changed = notice(app, Instant.now());
        changed.put("timestamp", Long.toString(Instant.now().getEpochSecond() + 1));
        assertThat(send(changed)).isEqualTo(400);
        Map<String, String> endless = notice(app, Instant.now());
        endless.put("signature", "A".repeat(100_000));
        assertThat(send(endless)).isEqualTo(400);
        assertThat(send(Map.of("clientId", app.clientId()))).isEqualTo(400);
        assertThat(Call.to(platform.keycloak.issuer() + "/upstream-signals/kakao/disconnect")
                        .postForm(notice(app, Instant.now()))
                        .status())
                .isEqualTo(404);

        assertThat(naver.isLinkedHere(subject(tokens))).isTrue();
        assertThat(refresh(tokens)).isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void whoseNoticeWasLostIsFoundByTheCheckAndNobodyElse(boolean openIdConnect) {
        naver.use(openIdConnect);
        arrive();
        CodeFlow.Tokens another = naver.signIn(ANOTHER);
        platform.standIns.naver().disconnectUnnoticed(naver.app(), PERSON);

        naver.configure("checkTokensHours", "24");

        await().atMost(Duration.ofMinutes(2)).until(() -> !naver.isLinkedHere(subject(tokens)));
        assertThat(refresh(tokens)).isEqualTo(400);
        assertThat(naver.isLinkedHere(subject(another))).isTrue();
        assertThat(refresh(another)).isEqualTo(200);
        assertThat(revocations()).isEmpty();
        assertThat(Claims.of(naver.signIn(PERSON).accessToken()).text("sub"))
                .as("who comes back is known")
                .isEqualTo(subject(tokens));

        naver.realm().users().get(subject(another)).remove();
        awaitDisconnected(ANOTHER);
        assertThat(revocations())
                .as("the refresh token is kept though none came with the refresh")
                .singleElement()
                .satisfies(
                        call -> assertThat(call.form().get("token_type_hint")).contains("refresh_token"));
    }

    private void awaitDisconnected(String person) {
        await().atMost(Duration.ofMinutes(2))
                .until(() -> !platform.standIns.naver().isLinked(naver.app(), person));
    }

    private Map<String, String> notice(NaverApp app, Instant time) {
        return new HashMap<>(
                platform.standIns.naver().notices().notice(app, PERSON, time).values());
    }

    private int send(Map<String, String> notice) {
        return Call.to(naver.notices().toString()).postForm(notice).status();
    }

    private CodeFlow.Tokens signInByPassword() {
        CredentialRepresentation password = new CredentialRepresentation();
        password.setType(CredentialRepresentation.PASSWORD);
        password.setValue("a long test password");
        user.resetPassword(password);
        return platform.webApp().signIn(new Login(user.toRepresentation().getUsername(), "a long test password"));
    }

    private int refresh(CodeFlow.Tokens of) {
        return Call.to(platform.keycloak.issuer() + "/protocol/openid-connect/token")
                .postForm(Map.of(
                        "grant_type", "refresh_token",
                        "client_id", "sample-web-app",
                        "refresh_token", of.refreshToken()))
                .status();
    }

    private List<ReceivedRequest> revocations() {
        return platform.standIns.received().stream()
                .filter(request -> request.path().equals("/oauth2.0/revoke"))
                .filter(request -> request.form()
                        .get("client_id")
                        .filter(naver.app().clientId()::equals)
                        .isPresent())
                .toList();
    }

    private static String subject(CodeFlow.Tokens tokens) {
        return Claims.of(tokens.accessToken()).text("sub");
    }
}
