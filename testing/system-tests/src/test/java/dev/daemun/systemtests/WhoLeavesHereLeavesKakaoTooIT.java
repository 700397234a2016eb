package dev.daemun.systemtests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.daemun.standins.kakao.KakaoApp;
import dev.daemun.standins.web.ReceivedRequest;
import jakarta.ws.rs.core.Response;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.ResourceLock;

@NeedsBrowser
@Order(2)
@ResourceLock(KeycloakWithStandIns.LOCK)
class WhoLeavesHereLeavesKakaoTooIT {
    private static final long PERSON = 1003;
    private static final long ANOTHER = 1011;

    private final KeycloakWithStandIns platform = KeycloakWithStandIns.shared();
    private KakaoApp app;
    private int before;

    @BeforeEach
    void thePersonIsLinked() {
        app = platform.registerKakaoApp("daemun", false);
        before = calls(PERSON).size();
    }

    @AfterEach
    void nobodyIsSignedInThere() {
        platform.standIns.kakao().signOut();
    }

    @Test
    void whoIsDeleted() {
        String user = arrive(PERSON);
        delete(user);
        awaitUnlinked(PERSON);
        assertThat(calls(PERSON)).hasSize(before + 1);
    }

    @Test
    void whoseLinkIsRemoved() {
        String user = arrive(PERSON);
        platform.realm().users().get(user).removeFederatedIdentity("kakao");
        awaitUnlinked(PERSON);
        assertThat(calls(PERSON)).hasSize(before + 1);
        delete(user);
    }

    @Test
    void aFailingKakaoHoldsNobodyBackAndIsAskedAgain() {
        String user = arrive(PERSON);
        fail(500, Map.of("msg", "internal", "code", -1));
        delete(user);
        awaitUnlinked(PERSON);
        assertThat(calls(PERSON)).hasSizeGreaterThanOrEqualTo(before + 2);
        assertThat(platform.log)
                .content()
                .contains("Kakao has not unlinked somebody of provider kakao, to be tried again: status 500, code -1")
                .doesNotContain(KeycloakWithStandIns.ADMIN_KEY);
    }

    @Test
    void whomKakaoHasUnlinkedAlreadyIsDone() {
        String user = arrive(PERSON);
        String another = arrive(ANOTHER);
        fail(400, Map.of("msg", "NotRegisteredUserException", "code", -101));
        delete(user);
        await().atMost(Duration.ofSeconds(60)).until(() -> calls(PERSON).size() > before);
        delete(another);
        awaitUnlinked(ANOTHER);
        assertThat(calls(PERSON)).as("Kakao is not called again").hasSize(before + 1);
    }

    @Test
    void aCrashForgetsNobody() {
        String user = arrive(PERSON);
        fail(500, Map.of("code", -1));
        fail(500, Map.of("code", -1));
        delete(user);
        // By the second call the row has been in the database for seconds.
        await().atMost(Duration.ofSeconds(60)).until(() -> calls(PERSON).size() >= before + 2);

        platform.keycloak.crash();

        awaitUnlinked(PERSON);
    }

    private String arrive(long person) {
        platform.standIns.kakao().signIn(person);
        String user = Claims.of(platform.signInThroughKakao()).text("sub");
        assertThat(platform.standIns.kakao().isLinked(app, person)).isTrue();
        return user;
    }

    private void delete(String user) {
        try (Response answer = platform.realm().users().delete(user)) {
            assertThat(answer.getStatus()).isEqualTo(204);
        }
    }

    private void fail(int status, Map<String, Object> body) {
        platform.standIns.failNext("kapi.kakao.com", "/v1/user/unlink", status, body);
    }

    private void awaitUnlinked(long person) {
        await().atMost(Duration.ofMinutes(2))
                .until(() -> !platform.standIns.kakao().isLinked(app, person));
    }

    private List<ReceivedRequest> calls(long person) {
        return platform.standIns.received().stream()
                .filter(request -> request.path().equals("/v1/user/unlink"))
                .filter(request -> request.form()
                        .get("target_id")
                        .filter(Long.toString(person)::equals)
                        .isPresent())
                .toList();
    }
}
