package dev.daemun.systemtests;

import static org.assertj.core.api.Assertions.assertThat;

import dev.daemun.localplatform.CodeFlow;
import dev.daemun.localplatform.Login;
import dev.daemun.standins.kakao.KakaoApp;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.keycloak.admin.client.resource.UserResource;
import org.keycloak.representations.idm.CredentialRepresentation;

/** Tries Kakao's unlink webhook. */
@NeedsBrowser
@ResourceLock(KeycloakWithStandIns.LOCK)
class WhoLeavesKakaoLosesWhatBeganThereIT {
    private static final long PERSON = 1011;

    private final KeycloakWithStandIns platform = KeycloakWithStandIns.shared();
    private final URI webhook = URI.create(platform.keycloak.issuer() + "/upstream-signals/kakao/unlink");
    private KakaoApp app;
    private CodeFlow.Tokens throughKakao;
    private UserResource user;

    @BeforeEach
    void somebodyIsSignedIn() {
        app = platform.registerKakaoApp("daemun", false);
        platform.standIns.kakao().signIn(PERSON);
        throughKakao = platform.tokensThroughKakao();
        user = platform.realm()
                .users()
                .get(Claims.of(throughKakao.accessToken()).text("sub"));
    }

    @AfterEach
    void andGone() {
        user.remove();
        platform.standIns.kakao().signOut();
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void theLinkAndTheSessionsBegunThroughItAndNoOthers(boolean form) throws IOException, InterruptedException {
        CodeFlow.Tokens byPassword = signInByPassword();
        int callsBefore = unlinkCalls();

        HttpResponse<String> answer = form
                ? platform.standIns.kakao().webhooks().unlink(app, PERSON, "UNLINK_FROM_APPS", webhook)
                : platform.standIns.kakao().webhooks().unlinkByGet(app, PERSON, "A_TYPE_OF_TOMORROW", webhook);

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(user.getFederatedIdentity()).isEmpty();
        assertThat(refresh(throughKakao).status()).isEqualTo(400);
        assertThat(refresh(byPassword).status()).isEqualTo(200);
        assertThat(unlinkCalls())
                .as("Kakao is not called, since the user left there")
                .isEqualTo(callsBefore);

        assertThat(send(app, PERSON).statusCode()).as("the same webhook again").isEqualTo(200);
    }

    @Test
    void somebodyUnknownIsFine() throws IOException, InterruptedException {
        assertThat(send(app, 424242).statusCode()).isEqualTo(200);
        assertUntouched();
    }

    @ParameterizedTest
    @CsvSource({"1, another-admin-key, 401", "1, '', 401", "2, an-admin-key, 400"})
    void whoIsNotKakaoChangesNothing(long appId, String adminKey, int status) throws IOException, InterruptedException {
        KakaoApp impostor = new KakaoApp(
                appId,
                "impostor",
                "",
                adminKey,
                false,
                app.consentItems(),
                app.redirectUris(),
                app.logoutRedirectUris());
        assertThat(send(impostor, PERSON).statusCode()).isEqualTo(status);
        assertUntouched();
    }

    @Test
    void withoutAnyKeyItIsRefused() {
        assertThat(Call.to(webhook.toString())
                        .postForm(Map.of("app_id", "1", "user_id", Long.toString(PERSON)))
                        .status())
                .isEqualTo(401);
        assertThat(Call.to(platform.keycloak.issuer() + "/upstream-signals/google/unlink")
                        .header("Authorization", "KakaoAK " + KeycloakWithStandIns.ADMIN_KEY)
                        .postForm(Map.of("app_id", "1", "user_id", Long.toString(PERSON)))
                        .status())
                .isEqualTo(404);
        assertUntouched();
    }

    private void assertUntouched() {
        assertThat(user.getFederatedIdentity()).hasSize(1);
        assertThat(refresh(throughKakao).status()).isEqualTo(200);
    }

    private HttpResponse<String> send(KakaoApp sender, long person) throws IOException, InterruptedException {
        return platform.standIns.kakao().webhooks().unlink(sender, person, "ACCOUNT_DELETE", webhook);
    }

    private CodeFlow.Tokens signInByPassword() {
        CredentialRepresentation password = new CredentialRepresentation();
        password.setType(CredentialRepresentation.PASSWORD);
        password.setValue("a long test password");
        user.resetPassword(password);
        return platform.webApp().signIn(new Login(user.toRepresentation().getUsername(), "a long test password"));
    }

    private Call.Answer refresh(CodeFlow.Tokens tokens) {
        return Call.to(platform.keycloak.issuer() + "/protocol/openid-connect/token")
                .postForm(Map.of(
                        "grant_type", "refresh_token",
                        "client_id", "sample-web-app",
                        "refresh_token", tokens.refreshToken()));
    }

    private int unlinkCalls() {
        return List.copyOf(platform.standIns.received()).stream()
                .filter(request -> request.path().equals("/v1/user/unlink"))
                .toList()
                .size();
    }
}
