package dev.daemun.sample;

import static org.assertj.core.api.Assertions.assertThat;

import com.standardwebhooks.Webhook;
import java.time.Instant;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.webmvc.test.autoconfigure.AutoConfigureMockMvc;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.json.AbstractJsonContentAssert;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.springframework.test.web.servlet.assertj.MvcTestResult;

/** Members follow the identity events, whatever is delivered twice, late, or by somebody else. */
@SpringBootTest(properties = "sample.members.webhook-secrets=" + MembersTest.OLD_SECRET + "," + MembersTest.SECRET)
@AutoConfigureMockMvc
abstract class MembersTest {
    static final String OLD_SECRET = "whsec_b2xkIHNlY3JldCBvZiAyNCBieXRlcyAhIQ==";
    static final String SECRET = "whsec_bmV3IHNlY3JldCBvZiAyNCBieXRlcyAhIQ==";
    private static final String ISSUER = "http://localhost:8080/realms/daemun";
    private static final AtomicLong SEQUENCE = new AtomicLong();

    @Autowired
    private MockMvcTester mvc;

    @Autowired
    private JdbcClient database;

    private final String user = UUID.randomUUID().toString();

    @BeforeEach
    void nobody() {
        database.sql("delete from member").update();
    }

    @Test
    void membersFollowTheEvents() throws Exception {
        deliver(event("registered", profile("dana", true)));
        members().extractingPath("[0].username").isEqualTo("dana");
        deliver(event("profile-updated", profile("다나", true)));
        members().extractingPath("[0].username").isEqualTo("다나");
        deliver(event("signed-in", "{}"));
        members().extractingPath("[0].lastSignedInAt").isEqualTo("2026-11-23T10:41:22.518Z");
        deliver(event("disabled", "{}"));
        members().extractingPath("[0].enabled").isEqualTo(false);
        deliver(event("role-granted", "{}"));
        deliver(event("deleted", "{}"));
        members().extractingPath("$").asArray().isEmpty();
    }

    @Test
    void aRepeatChangesNothing() throws Exception {
        String registered = event("registered", profile("dana", true));
        deliver(registered);
        database.sql("update member set username = 'changed since'").update();
        deliver(registered);
        members().extractingPath("[0].username").isEqualTo("changed since");
    }

    @Test
    void anOlderEventThatComesLateUndoesNothing() throws Exception {
        String registered = event("registered", profile("dana", true));
        deliver(event("profile-updated", profile("other", false)));
        deliver(registered);
        members().extractingPath("[0].username").isEqualTo("other");

        String disabled = event("disabled", "{}");
        deliver(event("deleted", "{}"));
        deliver(disabled);
        members().extractingPath("$").asArray().isEmpty();
        assertThat(database.sql("select coalesce(username, email, first_name, last_name, '-') from member")
                        .query(String.class)
                        .list())
                .as("nothing personal stays")
                .containsExactly("-");
    }

    /** Its positions began again at those of the backup, so the newest event has a smaller one than events before it. */
    @Test
    void afterTheIssuerWasRestoredTheEventsOfItsNewLogCount() throws Exception {
        String early = event("profile-updated", profile("early", true));
        deliver(event("registered", profile("dana", true)));
        String late = ofTheOldLog(event("profile-updated", profile("late", true)));
        String latest = ofTheOldLog(event("disabled", "{}"));
        deliver(late);
        deliver(ofTheNewLog(early));
        members().extractingPath("[0].username").isEqualTo("early");
        deliver(latest);
        members().extractingPath("[0].enabled").as("of the old log, come late").isEqualTo(true);
    }

    @Test
    void aMemberWhomTheNewLogKnowsAgainIsOneAgain() throws Exception {
        String early = event("profile-updated", profile("early", true));
        String earlier = event("disabled", "{}");
        deliver(ofTheOldLog(event("registered", profile("dana", true))));
        String deleted = ofTheOldLog(event("deleted", "{}"));
        deliver(deleted);
        members().extractingPath("$").asArray().isEmpty();
        deliver(ofTheNewLog(early));
        members().extractingPath("[0].username").isEqualTo("early");
        deliver(ofTheNewLog(earlier));
        members().extractingPath("[0].enabled").isEqualTo(false);
        deliver(deleted.replaceFirst("\"id\":\"", "\"id\":\"again-"));
        members()
                .extractingPath("[0].username")
                .as("deleted by the old log only")
                .isEqualTo("early");
    }

    private String ofTheOldLog(String event) {
        return ofLog("old-" + user, event);
    }

    private String ofTheNewLog(String event) {
        return ofLog("new-" + user, event);
    }

    private static String ofLog(String log, String event) {
        return event.replaceFirst("\"sequence\"", "\"logid\":\"" + log + "\",\"sequence\"");
    }

    @Test
    void anotherRealmsEventsAreNobodysHere() throws Exception {
        deliver(event("registered", profile("dana", true)).replace(ISSUER, ISSUER + "-other"));
        members().extractingPath("$").asArray().isEmpty();
    }

    /** Keycloak names itself by the address that an administrator's call came to. */
    @Test
    void theSameRealmUnderAnotherAddressCounts() throws Exception {
        deliver(event("registered", profile("dana", true)));
        deliver(event("deleted", "{}").replace(ISSUER, "http://127.0.0.1:8080/realms/daemun"));
        members().extractingPath("$").asArray().isEmpty();
        deliver(event("registered", profile("dana", true)).replace(ISSUER, "http://127.0.0.1:8080/realms/other"));
        members().extractingPath("$").asArray().isEmpty();
    }

    @Test
    void bothSecretsCountWhileTheyAreChanged() throws Exception {
        String registered = event("registered", profile("dana", true));
        Instant now = Instant.now();
        assertThat(deliver(registered, signature(registered, OLD_SECRET, now), now))
                .hasStatus(204);
        assertThat(deliver(registered, signature(registered, SECRET, now), now)).hasStatus(204);
    }

    @Test
    void onlyTheRelaysOwnSignatureCounts() throws Exception {
        Instant now = Instant.now();
        String registered = event("registered", profile("dana", true));
        String good = signature(registered, SECRET, now);
        String foreign = signature(registered, "whsec_c29tZWJvZHkgZWxzZSdzIHNlY3JldCAhIQ==", now);
        Instant stale = now.minusSeconds(600);

        assertThat(deliver(registered, foreign, now)).hasStatus(401);
        assertThat(deliver(registered.replace("dana", "eve"), good, now)).hasStatus(401);
        assertThat(deliver(registered, signature(registered, SECRET, stale), stale))
                .hasStatus(401);
        assertThat(mvc.post()
                        .uri("/identity-events")
                        .contentType("application/cloudevents+json")
                        .content(registered))
                .hasStatus(401)
                .contentType()
                .isEqualTo("application/problem+json");
        members().extractingPath("$").asArray().isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "v1", "v1,", ",", "v1,%%%", "v2,AAAA", " "})
    void signaturesThatAreNone(String signature) throws Exception {
        assertThat(deliver(event("deleted", "{}"), signature, Instant.now())).hasStatus(401);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "{}",
                "[]",
                "{\"specversion\":\"1.0\",\"id\":\"1\",\"source\":\"" + ISSUER
                        + "\",\"type\":\"dev.daemun.identity.deleted.v1\",\"sequence\":\"1\"}",
                "{\"specversion\":\"1.0\",\"id\":\"2\",\"source\":\"" + ISSUER
                        + "\",\"type\":\"dev.daemun.identity.deleted.v1\",\"subject\":\"s\","
                        + "\"time\":\"2026-11-23T10:41:22Z\",\"sequence\":\"x\"}",
            })
    void whatIsNoEventIsRefusedAndChangesNothing(String body) throws Exception {
        Instant now = Instant.now();
        assertThat(deliver(body, signature(body, SECRET, now), now)).hasStatus(400);
        members().extractingPath("$").asArray().isEmpty();
    }

    @Test
    void membersAreForManagers() {
        assertThat(mvc.get().uri("/members").with(Caller.member().token())).hasStatus(403);
        assertThat(mvc.get().uri("/members")).hasStatus(401);
    }

    private void deliver(String event) throws Exception {
        Instant now = Instant.now();
        assertThat(deliver(event, signature(event, SECRET, now), now)).hasStatus(204);
    }

    private MvcTestResult deliver(String event, String signature, Instant at) {
        return mvc.post()
                .uri("/identity-events")
                .contentType("application/cloudevents+json")
                .header("webhook-id", "delivery")
                .header("webhook-timestamp", at.getEpochSecond())
                .header("webhook-signature", signature)
                .content(event)
                .exchange();
    }

    private static String signature(String body, String secret, Instant at) throws Exception {
        return new Webhook(secret).sign("delivery", at.getEpochSecond(), body);
    }

    private String event(String what, String data) {
        return """
                {"specversion":"1.0","id":"%s","source":"%s","type":"dev.daemun.identity.%s.v1","subject":"%s",
                 "time":"2026-11-23T10:41:22.518Z","sequence":"%d","partitionkey":"%s",
                 "datacontenttype":"application/json","data":%s}""".formatted(UUID.randomUUID(), ISSUER, what, user, SEQUENCE.incrementAndGet(), user, data);
    }

    private static String profile(String username, boolean enabled) {
        return "{\"realm\":\"daemun\",\"enabled\":%s,\"emailVerified\":true,\"username\":\"%s\",\"by\":\"user\"}"
                .formatted(enabled, username);
    }

    private AbstractJsonContentAssert<?> members() {
        return assertThat(
                        mvc.get().uri("/members").with(Caller.manager().token()).exchange())
                .hasStatusOk()
                .bodyJson();
    }
}
