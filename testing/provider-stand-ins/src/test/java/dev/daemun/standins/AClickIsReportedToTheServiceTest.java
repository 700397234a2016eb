package dev.daemun.standins;

import static dev.daemun.standins.RelyingParty.json;
import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jwt.SignedJWT;
import dev.daemun.standins.google.GoogleClient;
import dev.daemun.standins.kakao.KakaoApp;
import java.util.Map;
import java.util.Set;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AClickIsReportedToTheServiceTest {
    private static final KakaoApp APP = new KakaoApp(7, "key", "s", "a", true, Set.of(), Set.of(), Set.of());
    private static final GoogleClient CLIENT = new GoogleClient("client", "secret", Set.of());

    @ParameterizedTest
    @CsvSource({
        "kauth.kakao.com, 1001, 9, https://kauth.kakao.com",
        "accounts.google.com, 110000000000000000001, 7, https://accounts.google.com/"
    })
    void eachButtonOfThePage(String host, String user, int buttons, String issuer) throws Exception {
        try (ProviderStandIns standIns = ProviderStandIns.start(0, 0)) {
            RelyingParty rp = new RelyingParty(standIns);
            Document page = Jsoup.parse(rp.get(host, Map.of()).body());
            assertThat(page.select("[role=note]").text()).contains("stand-in");
            assertThat(page.select("input[name=user]").eachAttr("value")).contains(user);
            assertThat(page.select("button[name=event]")).hasSize(buttons);
            for (Element button : page.select("button[name=event]")) {
                try (Receiver receiver = new Receiver(202)) {
                    standIns.kakao().reportTo(APP, receiver.uri());
                    standIns.google().reportTo(CLIENT, receiver.uri());

                    var after = rp.post(host, Map.of("user", user, "event", button.attr("value")));

                    assertThat(Jsoup.parse(after.body()).select("[role=status]").text())
                            .contains("202");
                    SignedJWT token = SignedJWT.parse(receiver.only().body());
                    assertThat(token.getJWTClaimsSet().getIssuer()).isEqualTo(issuer);
                    assertThat(token.getJWTClaimsSet()
                                    .getJSONObjectClaim("events")
                                    .keySet())
                            .singleElement()
                            .asString()
                            .endsWith("/" + button.attr("value"));
                }
            }
        }
    }

    @Test
    void anotherProcessDoesTheSame() throws Exception {
        try (ProviderStandIns standIns = ProviderStandIns.start(0, 0);
                Receiver receiver = new Receiver(202)) {
            RelyingParty rp = new RelyingParty(standIns);
            Map<String, String> leave = Map.of("provider", "kakao", "user", "1001", "event", "user-unlinked");
            assertThat(json(rp.post("control/reports", leave)).path("status").asInt())
                    .as("nobody has named an address yet")
                    .isZero();
            standIns.kakao().reportTo(APP, receiver.uri());
            assertThat(json(rp.post("control/reports", leave)).path("status").asInt())
                    .isEqualTo(202);
            assertThat(receiver.only().contentType()).isEqualTo("application/secevent+jwt");
        }
    }

    @ParameterizedTest
    @CsvSource({
        "line, 1001, user-unlinked",
        "naver, 1001, disconnect",
        "naver, 32742776, user-unlinked",
        "kakao, 424242, user-unlinked",
        "kakao, 1001, of-tomorrow",
        "'', '', ''"
    })
    void whatDoesNotExistIsRefused(String provider, String user, String event) throws Exception {
        try (ProviderStandIns standIns = ProviderStandIns.start(0, 0)) {
            assertThat(new RelyingParty(standIns)
                            .post("control/reports", Map.of("provider", provider, "user", user, "event", event))
                            .statusCode())
                    .isEqualTo(400);
        }
    }

    @Test
    void aServiceThatIsNotThereIsNamedAsSuch() throws Exception {
        try (ProviderStandIns standIns = ProviderStandIns.start(0, 0)) {
            Receiver gone = new Receiver(202);
            standIns.kakao().reportTo(APP, gone.uri());
            gone.close();
            assertThat(new RelyingParty(standIns)
                            .post(
                                    "control/reports",
                                    Map.of("provider", "kakao", "user", "1001", "event", "user-unlinked"))
                            .statusCode())
                    .isEqualTo(502);
        }
    }
}
