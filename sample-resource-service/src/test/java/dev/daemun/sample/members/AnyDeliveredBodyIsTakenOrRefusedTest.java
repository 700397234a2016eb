package dev.daemun.sample.members;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import com.standardwebhooks.Webhook;
import com.standardwebhooks.exceptions.WebhookSigningException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.springframework.boot.security.oauth2.server.resource.autoconfigure.OAuth2ResourceServerProperties;
import org.springframework.core.io.ClassPathResource;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;
import org.springframework.jdbc.datasource.init.ResourceDatabasePopulator;
import org.springframework.util.LinkedMultiValueMap;
import org.springframework.util.MultiValueMap;
import org.springframework.web.server.ResponseStatusException;
import tools.jackson.databind.json.JsonMapper;

/** Whatever else came of it would be answered with 500, and the relay would deliver the event again for ever. */
class AnyDeliveredBodyIsTakenOrRefusedTest {
    private static final String SECRET = "whsec_bmV3IHNlY3JldCBvZiAyNCBieXRlcyAhIQ==";
    private static final Webhook SIGNATURE = new Webhook(SECRET);
    private static final JdbcClient DATABASE = database();
    private static final IdentityEventWebhook WEBHOOK = webhook();

    @FuzzTest
    void body(byte[] body) throws WebhookSigningException {
        DATABASE.sql("delete from member").update();
        DATABASE.sql("delete from identity_event_inbox").update();
        MultiValueMap<String, String> headers = new LinkedMultiValueMap<>();
        long now = Instant.now().getEpochSecond();
        headers.add("webhook-id", "1");
        headers.add("webhook-timestamp", Long.toString(now));
        headers.add("webhook-signature", SIGNATURE.sign("1", now, new String(body, StandardCharsets.UTF_8)));
        try {
            WEBHOOK.deliver(body, headers);
        } catch (ResponseStatusException refusal) {
            assertThat(refusal.getStatusCode().value()).isIn(400, 422);
            return;
        }
        assertThat(DATABASE.sql("select count(*) from member")
                        .query(Integer.class)
                        .single())
                .isLessThanOrEqualTo(1);
    }

    private static IdentityEventWebhook webhook() {
        MemberProperties properties = new MemberProperties(List.of(SECRET), null, Duration.ofDays(30));
        OAuth2ResourceServerProperties server = new OAuth2ResourceServerProperties();
        server.getJwt().setIssuerUri("http://localhost:8080/realms/daemun");
        return new IdentityEventWebhook(
                properties,
                new MemberEvents(
                        new Inbox(DATABASE, properties),
                        new Members(DATABASE),
                        new EventLogs(DATABASE),
                        new JsonMapper(),
                        server));
    }

    private static JdbcClient database() {
        SingleConnectionDataSource source = new SingleConnectionDataSource("jdbc:h2:mem:any-body", true);
        new ResourceDatabasePopulator(
                        new ClassPathResource("db/migration/V2__member.sql"),
                        new ClassPathResource("db/migration/V3__event_log.sql"))
                .execute(source);
        return JdbcClient.create(source);
    }
}
