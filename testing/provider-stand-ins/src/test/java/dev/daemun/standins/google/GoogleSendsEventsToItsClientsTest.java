package dev.daemun.standins.google;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jwt.SignedJWT;
import dev.daemun.standins.ProviderStandIns;
import dev.daemun.standins.Receiver;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class GoogleSendsEventsToItsClientsTest {
    @Test
    void an_event_names_its_subject_and_carries_no_expiry() throws Exception {
        String event = "https://schemas.openid.net/secevent/risc/event-type/account-disabled";
        GoogleClient client = new GoogleClient("google-client", "secret", Set.of());
        try (ProviderStandIns standIns = ProviderStandIns.start(0, 0);
                Receiver receiver = new Receiver(202)) {
            int status = standIns.google()
                    .events()
                    .send(client, "110000000000000000001", event, Map.of("reason", "hijacking"), receiver.uri())
                    .statusCode();

            SignedJWT token = SignedJWT.parse(receiver.only().body());
            assertThat(status).isEqualTo(202);
            assertThat(receiver.only().contentType()).isEqualTo("application/secevent+jwt");
            assertThat(token.getPayload().toJSONObject())
                    .containsOnlyKeys("iss", "aud", "iat", "jti", "events")
                    .containsEntry("iss", "https://accounts.google.com/")
                    .containsEntry("aud", "google-client")
                    .containsEntry(
                            "events",
                            Map.of(
                                    event,
                                    Map.of(
                                            "subject",
                                            Map.of(
                                                    "subject_type",
                                                    "iss-sub",
                                                    "iss",
                                                    "https://accounts.google.com/",
                                                    "sub",
                                                    "110000000000000000001"),
                                            "reason",
                                            "hijacking")));
        }
    }
}
