package dev.daemun.sample;

import static dev.daemun.standins.StandIn.KAKAO;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.daemun.testcontainers.DaemunContainer;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.testcontainers.service.connection.ServiceConnection;
import org.springframework.boot.webmvc.test.autoconfigure.AutoConfigureMockMvc;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.testcontainers.junit.jupiter.Testcontainers;

@SpringBootTest
@AutoConfigureMockMvc
@Testcontainers(disabledWithoutDocker = true)
class WhoSignsOutIsRefusedIT {
    @ServiceConnection
    static final DaemunContainer KEYCLOAK =
            new DaemunContainer().withService(Path.of("src/test/resources/stock-service.json"));

    @Autowired
    MockMvcTester mvc;

    @Test
    void whoCameFromKakaoIsKnownUntilTheySignOut() {
        String token = KEYCLOAK.signInWith(KAKAO, "dana@example.com");
        assertThat(mvc.get().uri("/me").header("Authorization", "Bearer " + token))
                .hasStatusOk()
                .bodyJson()
                .extractingPath("idp")
                .isEqualTo("kakao");
        KEYCLOAK.signOut(token);
        await().untilAsserted(() -> assertThat(mvc.get().uri("/me").header("Authorization", "Bearer " + token))
                .hasStatus(401));
    }
}
