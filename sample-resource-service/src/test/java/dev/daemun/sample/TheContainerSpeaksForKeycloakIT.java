package dev.daemun.sample;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.nimbusds.jwt.SignedJWT;
import dev.daemun.standins.StandIn;
import dev.daemun.testcontainers.DaemunContainer;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.text.ParseException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.keycloak.admin.client.Keycloak;
import org.keycloak.admin.client.resource.RealmResource;
import org.keycloak.representations.idm.RoleRepresentation;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.testcontainers.service.connection.ServiceConnection;
import org.springframework.boot.webmvc.test.autoconfigure.AutoConfigureMockMvc;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.springframework.test.web.servlet.assertj.MvcTestResult;
import org.testcontainers.junit.jupiter.Testcontainers;

/** What the test kit promises besides the example of its README, with the same container and the same application. */
@SpringBootTest
@AutoConfigureMockMvc
@Testcontainers(disabledWithoutDocker = true)
class TheContainerSpeaksForKeycloakIT {
    @ServiceConnection
    static final DaemunContainer KEYCLOAK = WhoSignsOutIsRefusedIT.KEYCLOAK;

    @Autowired
    private MockMvcTester mvc;

    /** Each session is one that the realm's policies allow: {@code at+jwt}, the audience, the roles, and where the person came from. */
    @ParameterizedTest
    @CsvSource({
        "KAKAO, dana@example.com",
        "KAKAO, 1376016924429759228",
        "NAVER, dana@naver.example",
        "GOOGLE, garam@gmail.com",
        "APPLE, hana@example.com"
    })
    void whoeverSignsInIsServed(StandIn provider, String person) throws ParseException {
        String token = KEYCLOAK.signInWith(provider, person);
        SignedJWT jwt = SignedJWT.parse(token);
        assertThat(jwt.getHeader().getType()).hasToString("at+jwt");
        assertThat(jwt.getJWTClaimsSet().getIssuer()).isEqualTo(KEYCLOAK.issuer());
        assertThat(jwt.getJWTClaimsSet().getStringClaim("idp")).isEqualTo(provider.alias());
        assertThat(get("/orders", token)).hasStatusOk();
        assertThat(SignedJWT.parse(KEYCLOAK.signInWith(provider, person))
                        .getJWTClaimsSet()
                        .getSubject())
                .as("the second time the account is known")
                .isEqualTo(jwt.getJWTClaimsSet().getSubject());
    }

    @Test
    void rolesDecide() {
        assertThat(get("/members", KEYCLOAK.token("demo-member"))).hasStatus(403);
        assertThat(get("/members", KEYCLOAK.token("demo-manager"))).hasStatusOk();
    }

    @Test
    void aRoleThatIsTakenAwayWithdrawsTheToken() {
        String token = KEYCLOAK.token("demo-shop");
        assertThat(get("/members", token)).hasStatusOk();
        try (Keycloak admin = KEYCLOAK.getKeycloakAdminClient()) {
            RealmResource realm = admin.realm("daemun");
            RoleRepresentation role = realm.roles().get("shop-manager").toRepresentation();
            String id = realm.users().searchByUsername("demo-shop", true).get(0).getId();
            realm.users().get(id).roles().realmLevel().remove(List.of(role));
        }
        await().untilAsserted(() -> assertThat(get("/members", token)).hasStatus(401));
    }

    /** Kakao's report reaches the container's Keycloak, which withdraws what began there. */
    @Test
    void whoLeavesTheProviderIsRefused() throws Exception {
        String token = KEYCLOAK.signInWith(StandIn.KAKAO, "twelve@example.com");
        assertThat(get("/me", token)).hasStatusOk();
        HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(KEYCLOAK.standIns().plain("control/reports"))
                                .header("Content-Type", "application/x-www-form-urlencoded")
                                .POST(BodyPublishers.ofString("provider=kakao&user=1008&event=user-unlinked"))
                                .build(),
                        BodyHandlers.discarding());
        await().untilAsserted(() -> assertThat(get("/me", token)).hasStatus(401));
    }

    @Test
    void anAddedServiceIsAnAudience() throws ParseException {
        String token = KEYCLOAK.token("demo-member");
        assertThat(SignedJWT.parse(token).getJWTClaimsSet().getAudience())
                .contains("sample-resource-service", "stock-service");
        assertThat(SignedJWT.parse(token).getJWTClaimsSet().getStringListClaim("roles"))
                .contains("member", "stock-clerk");
        assertThat(KEYCLOAK.clientSecret("stock-service")).isPresent();
    }

    @Test
    void whatGoesWrongIsSaid() {
        assertThatThrownBy(() -> KEYCLOAK.token("nobody"))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("Invalid username or password");
        assertThatThrownBy(() -> KEYCLOAK.signInWith(StandIn.NAVER, "dana@example.com"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("dana@naver.example");
        // Whoever has the verified address of another account has to prove that it is theirs.
        KEYCLOAK.signInWith(StandIn.GOOGLE, "110000000000000000004");
        assertThatThrownBy(() -> KEYCLOAK.signInWith(StandIn.KAKAO, "1013"))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("before it lets the person in");
        assertThatThrownBy(() -> KEYCLOAK.signOut("no-token")).isInstanceOf(IllegalArgumentException.class);
    }

    private MvcTestResult get(String path, String token) {
        return mvc.get().uri(path).header("Authorization", "Bearer " + token).exchange();
    }
}
