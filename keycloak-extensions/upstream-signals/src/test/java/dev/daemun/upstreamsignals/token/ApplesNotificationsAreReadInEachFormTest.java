package dev.daemun.upstreamsignals.token;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.daemun.upstreamsignals.token.RefusedToken.Code;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.keycloak.models.IdentityProviderModel;

class ApplesNotificationsAreReadInEachFormTest {
    private static final Instant NOW = Instant.parse("2026-11-26T10:00:00Z");
    private static final long SECOND = NOW.getEpochSecond();
    private static final SignalProvider APPLE = apple();
    private static final String HEADER = "{'alg':'RS256','kid':'k1'}";
    private static final String SUB = "001001.0a1b2c3d4e5f60718293a4b5c6d7e8f9.0101";

    @Test
    void asATextAndAsAnObject() throws RefusedToken {
        String event = "{'type':'consent-revoked','sub':'" + SUB + "','event_time':" + SECOND + "}";
        UpstreamEvent expected = new UpstreamEvent(Signal.CONSENT_REVOKED, SUB, NOW, null);
        assertThat(events(event)).containsExactly(expected);
        assertThat(events("'" + event.replace("'", "\\'") + "'")).containsExactly(expected);
    }

    @ParameterizedTest
    @CsvSource({
        "consent-revoked, CONSENT_REVOKED",
        "account-delete, ACCOUNT_DELETE",
        "account-deleted, ACCOUNT_DELETE",
        "email-disabled, EMAIL_DISABLED",
        "email-enabled, EMAIL_ENABLED",
        "of-tomorrow,",
        "https://schemas.openid.net/secevent/risc/event-type/account-disabled, ACCOUNT_DISABLED"
    })
    void eachTypeAndUnknownOnesToo(String type, Signal signal) throws RefusedToken {
        assertThat(events("{'type':'" + type + "','sub':'" + SUB + "','event_time':" + SECOND + "}"))
                .containsExactly(new UpstreamEvent(signal, SUB, NOW, null));
    }

    @ParameterizedTest
    @CsvSource({"0, 0", "-5000, -5", "5000, 0"})
    void inMillisecondsAndNeverAfterTheTokenItself(long milliseconds, long seconds) throws RefusedToken {
        Instant expected = NOW.plusSeconds(seconds);
        long time = SECOND * 1000 + milliseconds;
        assertThat(events("{'type':'consent-revoked','sub':'" + SUB + "','event_time':" + time + "}"))
                .extracting(UpstreamEvent::time)
                .containsExactly(expected);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                ",'event_time':'soon'",
                ",'event_time':-1",
                ",'event_time':9223372036854775807",
                ",'event_time':null"
            })
    void aTimeThatIsNoneIsThatOfTheToken(String time) throws RefusedToken {
        assertThat(events("{'type':'consent-revoked','sub':'" + SUB + "'" + time + "}"))
                .extracting(UpstreamEvent::time)
                .containsExactly(NOW);
    }

    @ParameterizedTest
    @ValueSource(strings = {"''", "'no json'", "'[]'", "[]", "5", "null", "[{'type':'consent-revoked'}]"})
    void whatIsNoEventIsRefused(String events) {
        assertThatExceptionOfType(RefusedToken.class)
                .isThrownBy(() -> events(events))
                .satisfies(refusal -> assertThat(refusal.code()).isEqualTo(Code.INVALID_REQUEST));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{'type':'consent-revoked'}",
                "{'type':'consent-revoked','sub':5}",
                "{'type':'consent-revoked','sub':''}"
            })
    void whoIsNotNamedIsNobody(String event) throws RefusedToken {
        assertThat(events(event)).extracting(UpstreamEvent::subject).containsOnlyNulls();
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '`',
            value = {
                "INVALID_ISSUER, https://appleid.apple.com, https://appleid.apple.example",
                "INVALID_AUDIENCE, kr.example.web, kr.example.other",
                "INVALID_REQUEST, 'jti', 'jtj'",
                "INVALID_REQUEST, 'iat', 'iau'"
            })
    void onlyApplesOwnForThisApp(Code code, String from, String to) {
        String claims = claims("{'type':'consent-revoked','sub':'" + SUB + "'}").replace(from, to);
        assertThatExceptionOfType(RefusedToken.class)
                .isThrownBy(() -> verified(claims))
                .satisfies(refusal -> assertThat(refusal.code()).isEqualTo(code));
    }

    @Test
    void theAppIdIsAnotherNameOfTheApp() throws RefusedToken {
        String claims =
                claims("{'type':'consent-revoked','sub':'" + SUB + "'}").replace("kr.example.web", "kr.example.app");
        assertThat(verified(claims).events()).hasSize(1);
    }

    private static List<UpstreamEvent> events(String events) throws RefusedToken {
        return verified(claims(events)).events();
    }

    private static String claims(String events) {
        return "{'iss':'https://appleid.apple.com','aud':'kr.example.web','jti':'a','iat':" + SECOND + ",'events':"
                + events + "}";
    }

    private static SecurityEventToken verified(String claims) throws RefusedToken {
        return SecurityEventToken.verified(TestKey.K1.sign(json(HEADER), json(claims)), APPLE, TestKey.K1, NOW);
    }

    private static SignalProvider apple() {
        IdentityProviderModel model = new IdentityProviderModel();
        model.setProviderId("apple");
        model.setConfig(new HashMap<>(Map.of("clientId", "kr.example.web", "signalAudiences", "kr.example.app")));
        return SignalProvider.of(model).orElseThrow();
    }

    private static String json(String withApostrophes) {
        return withApostrophes.replace('\'', '"');
    }
}
