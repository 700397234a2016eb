package dev.daemun.standins.apple;

import static dev.daemun.standins.RelyingParty.json;
import static dev.daemun.standins.apple.AppleFixture.HANA;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.nimbusds.jwt.SignedJWT;
import dev.daemun.standins.Receiver;
import dev.daemun.standins.apple.AppleNotifications.Events;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class AppleNotifiesItsClientsTest {
    private static final ObjectMapper JSON = new ObjectMapper();

    private AppleFixture fixture;

    @BeforeEach
    void start() throws Exception {
        fixture = new AppleFixture();
    }

    @AfterEach
    void stop() throws Exception {
        fixture.close();
    }

    @Test
    void the_events_are_a_text_in_a_signed_payload_in_json() throws Exception {
        try (Receiver receiver = new Receiver(200)) {
            fixture.apple.notifications().send(fixture.client, HANA, "email-disabled", receiver.uri());
            assertThat(receiver.only().contentType()).isEqualTo("application/json");
            JsonNode body = JSON.readTree(receiver.only().body());
            assertThat(body.fieldNames()).toIterable().containsExactly("payload");
            Map<String, Object> claims = SignedJWT.parse(body.get("payload").textValue())
                    .getPayload()
                    .toJSONObject();
            assertThat(claims)
                    .containsOnlyKeys("iss", "aud", "iat", "jti", "events")
                    .containsEntry("iss", "https://appleid.apple.com")
                    .containsEntry("aud", "kr.example.web");
            JsonNode event = JSON.readTree((String) claims.get("events"));
            assertThat(event.fieldNames())
                    .toIterable()
                    .containsExactly("type", "sub", "event_time", "email", "is_private_email");
            assertThat(event.get("sub").textValue()).isEqualTo(HANA);
            assertThat(event.get("event_time").longValue()).isGreaterThan(1_000_000_000_000L);
        }
    }

    @Test
    void they_may_be_an_object_and_come_in_a_form() throws Exception {
        String payload = fixture.apple.notifications().payload(fixture.client, HANA, "consent-revoked", Events.OBJECT);
        assertThat(SignedJWT.parse(payload).getJWTClaimsSet().getJSONObjectClaim("events"))
                .containsEntry("type", "consent-revoked");
        try (Receiver receiver = new Receiver(200)) {
            fixture.apple.notifications().deliverAsForm(payload, receiver.uri());
            assertThat(receiver.only().contentType()).isEqualTo("application/x-www-form-urlencoded");
            assertThat(URLDecoder.decode(receiver.only().body(), StandardCharsets.UTF_8))
                    .isEqualTo("payload=" + payload);
        }
    }

    @Test
    void each_button_of_the_page_sends_one() throws Exception {
        Document page =
                Jsoup.parse(fixture.rp.get("appleid.apple.com", Map.of()).body());
        List<String> buttons = page.select("button[name=event]").eachAttr("value");
        assertThat(buttons).containsExactly("consent-revoked", "account-delete", "email-disabled", "email-enabled");
        for (String button : buttons) {
            try (Receiver receiver = new Receiver(200)) {
                fixture.apple.reportTo(fixture.client, receiver.uri());
                var after = fixture.rp.post("appleid.apple.com", Map.of("user", HANA, "event", button));
                assertThat(Jsoup.parse(after.body()).select("[role=status]").text())
                        .contains("200");
                assertThat(receiver.only().body()).startsWith("{\"payload\":\"");
            }
        }
    }

    @Test
    void another_process_does_the_same_and_the_consent_ends_with_it() throws Exception {
        fixture.code(HANA);
        try (Receiver receiver = new Receiver(200)) {
            fixture.apple.reportTo(fixture.client, receiver.uri());
            var answer = fixture.rp.post(
                    "control/reports", Map.of("provider", "apple", "user", HANA, "event", "consent-revoked"));
            assertThat(json(answer).path("status").asInt()).isEqualTo(200);
            assertThat(receiver.only().method()).isEqualTo("POST");
        }
        assertThat(fixture.apple.isLinked(fixture.client, HANA)).isFalse();
    }
}
