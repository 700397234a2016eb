package dev.daemun.upstreamsignals.token;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.daemun.upstreamsignals.token.RefusedToken.Code;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.keycloak.models.IdentityProviderModel;

class OnlyTheProvidersOwnTokensAreBelievedTest {
    private static final Instant NOW = Instant.parse("2026-11-26T10:00:00Z");
    private static final SignalProvider KAKAO = provider("kakao", Map.of("clientId", "rest-key", "appId", "77"));

    private static final String HEADER = "{'alg':'RS256','typ':'secevent+jwt','kid':'k1'}";
    private static final String EVENTS =
            "'events':{'https://schemas.openid.net/secevent/risc/event-type/sessions-revoked':{'subject':"
                    + "{'subject_type':'iss-sub','iss':'https://kauth.kakao.com','sub':'1001'},'reason':'because'}}";
    private static final String START = "'iss':'https://kauth.kakao.com','jti':'a','iat':" + NOW.getEpochSecond() + ",";
    private static final String CLAIMS = "{" + START + "'aud':'rest-key'," + EVENTS + "}";

    @Test
    void kakaosOwnIsRead() throws RefusedToken {
        assertThat(verified(HEADER, CLAIMS))
                .isEqualTo(new SecurityEventToken(
                        "a",
                        NOW,
                        java.util.List.of(new UpstreamEvent(Signal.SESSIONS_REVOKED, "1001", NOW, "because"))));
    }

    @ParameterizedTest
    @ValueSource(strings = {"'rest-key'", "'77'", "['someone-else','rest-key']"})
    void eachNameOfTheAppWillDo(String audience) throws RefusedToken {
        assertThat(verified(HEADER, "{" + START + "'aud':" + audience + "," + EVENTS + "}")
                        .events())
                .hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{'alg':'RS256','kid':'k1'}",
                "{'alg':'RS256','typ':'JWT','kid':'k1'}",
                "{'alg':'RS256','typ':'application/secevent+jwt','kid':'k1'}"
            })
    void eachTypeThatTheStandardAllowsWillDo(String header) throws RefusedToken {
        assertThat(verified(header, CLAIMS).events()).hasSize(1);
    }

    static Stream<Arguments> wrong() {
        return Stream.of(
                Arguments.of(Code.INVALID_KEY, "{'alg':'none','kid':'k1'}", CLAIMS),
                Arguments.of(Code.INVALID_KEY, "{'alg':'HS256','kid':'k1'}", CLAIMS),
                Arguments.of(Code.INVALID_KEY, "{'alg':'PS256','kid':'k1'}", CLAIMS),
                Arguments.of(Code.INVALID_KEY, "{'kid':'k1'}", CLAIMS),
                Arguments.of(Code.INVALID_KEY, "{'alg':'RS256'}", CLAIMS),
                Arguments.of(Code.INVALID_KEY, "{'alg':'RS256','kid':'k2'}", CLAIMS),
                Arguments.of(Code.INVALID_REQUEST, "{'alg':'RS256','kid':'k1','typ':'at+jwt'}", CLAIMS),
                Arguments.of(Code.INVALID_REQUEST, "{'alg':'RS256','kid':'k1','typ':'logout+jwt'}", CLAIMS),
                Arguments.of(
                        Code.INVALID_ISSUER, HEADER, CLAIMS.replace("'iss':'https://kauth.kakao.com','jti'", "'jti'")),
                Arguments.of(
                        Code.INVALID_ISSUER,
                        HEADER,
                        CLAIMS.replace("{'iss':'https://kauth.kakao.com'", "{'iss':'https://evil'")),
                Arguments.of(Code.INVALID_AUDIENCE, HEADER, "{" + START + EVENTS + "}"),
                Arguments.of(Code.INVALID_AUDIENCE, HEADER, "{" + START + "'aud':''," + EVENTS + "}"),
                Arguments.of(Code.INVALID_AUDIENCE, HEADER, "{" + START + "'aud':77," + EVENTS + "}"),
                Arguments.of(Code.INVALID_AUDIENCE, HEADER, "{" + START + "'aud':['x',['rest-key']]," + EVENTS + "}"),
                Arguments.of(Code.INVALID_REQUEST, HEADER, CLAIMS.replace("'jti':'a',", "")),
                Arguments.of(Code.INVALID_REQUEST, HEADER, CLAIMS.replace("'jti':'a'", "'jti':' '")),
                Arguments.of(Code.INVALID_REQUEST, HEADER, CLAIMS.replace("'jti':'a'", "'jti':5")),
                Arguments.of(
                        Code.INVALID_REQUEST, HEADER, CLAIMS.replace("'jti':'a'", "'jti':'" + "a".repeat(2000) + "'")),
                Arguments.of(Code.INVALID_REQUEST, HEADER, CLAIMS.replaceFirst("'iat':[0-9]+,", "")),
                Arguments.of(Code.INVALID_REQUEST, HEADER, CLAIMS.replaceFirst("'iat':[0-9]+", "'iat':'soon'")),
                Arguments.of(
                        Code.INVALID_REQUEST, HEADER, CLAIMS.replaceFirst("'iat':[0-9]+", "'iat':9223372036854775807")),
                Arguments.of(
                        Code.INVALID_REQUEST,
                        HEADER,
                        CLAIMS.replaceFirst("'iat':[0-9]+", "'iat':" + (NOW.getEpochSecond() + 61))),
                Arguments.of(Code.INVALID_REQUEST, HEADER, "{" + START + "'aud':'rest-key'}"),
                Arguments.of(Code.INVALID_REQUEST, HEADER, "{" + START + "'aud':'rest-key','events':{}}"),
                Arguments.of(Code.INVALID_REQUEST, HEADER, "{" + START + "'aud':'rest-key','events':[{}]}"),
                Arguments.of(Code.INVALID_REQUEST, HEADER, "[]"),
                Arguments.of(Code.INVALID_REQUEST, HEADER, "null"),
                Arguments.of(Code.INVALID_REQUEST, HEADER, "not json"));
    }

    @ParameterizedTest
    @MethodSource("wrong")
    void nothingElseIs(Code code, String header, String claims) {
        assertThatExceptionOfType(RefusedToken.class)
                .isThrownBy(() -> verified(header, claims))
                .satisfies(refusal -> assertThat(refusal.code()).isEqualTo(code));
    }

    /** Whatever a key would say to it. */
    @ParameterizedTest
    @ValueSource(strings = {"none", "None", "HS256", "RS384", "RS512", "PS256", "ES256", "rs256", ""})
    void norIsWhatIsSignedByAnotherAlgorithmThanTheProviders(String algorithm) {
        Keys neverAsked = (keyId, asked) -> {
            throw new AssertionError("A key for " + asked + " is wanted");
        };
        String token = TestKey.K1.sign(json("{'alg':'" + algorithm + "','kid':'k1'}"), json(CLAIMS));
        assertThatExceptionOfType(RefusedToken.class)
                .isThrownBy(() -> SecurityEventToken.verified(token, KAKAO, neverAsked, NOW));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", ".", "..", "a.b.c", "e30.e30.", "{}", "e30.e30.e30.e30", "bnVsbA.e30.AA", "W10.e30.AA"})
    void norIsWhatIsNoToken(String body) {
        assertThatExceptionOfType(RefusedToken.class)
                .isThrownBy(() -> SecurityEventToken.verified(body, KAKAO, TestKey.K1, NOW));
    }

    @Test
    void norOneWithAnotherSignature() {
        String token = TestKey.K1.sign(json(HEADER), json(CLAIMS));
        String[] parts = token.split("\\.", -1);
        String other = Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString(json(CLAIMS.replace("1001", "1002")).getBytes(StandardCharsets.UTF_8));
        for (String forged : new String[] {
            parts[0] + "." + other + "." + parts[2],
            parts[0] + "." + parts[1] + ".AAAA",
            parts[0] + "." + parts[1] + "."
        }) {
            assertThatExceptionOfType(RefusedToken.class)
                    .isThrownBy(() -> SecurityEventToken.verified(forged, KAKAO, TestKey.K1, NOW))
                    .satisfies(refusal -> assertThat(refusal.code()).isEqualTo(Code.INVALID_KEY));
        }
    }

    @Test
    void googlesSlashAtTheEndOfItsIssuerIsNoDifference() throws RefusedToken {
        SignalProvider google = provider("google", Map.of("clientId", "web", "signalAudiences", "ios, android"));
        String claims = "{'iss':'https://accounts.google.com/','aud':'android','jti':'a','iat':" + NOW.getEpochSecond()
                + ",'events':{'https://schemas.openid.net/secevent/risc/event-type/account-disabled':{'subject':"
                + "{'subject_type':'iss-sub','iss':'https://accounts.google.com/','sub':'11'},'reason':'hijacking'}}}";
        assertThat(SecurityEventToken.verified(TestKey.K1.sign(json(HEADER), json(claims)), google, TestKey.K1, NOW)
                        .events())
                .containsExactly(new UpstreamEvent(Signal.ACCOUNT_DISABLED, "11", NOW, "hijacking"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{'subject':{'subject_type':'iss-sub','iss':'https://kauth.kakao.com','sub':'5'}} | 5",
                "{'subject':{'subject_type':'iss_sub','iss':'https://kauth.kakao.com/','sub':'5'}} | 5",
                "{'subject':{'format':'iss_sub','iss':'https://kauth.kakao.com','sub':'5'}} | 5",
                "{'subject':{'subject_type':'id_token_claims','iss':'https://kauth.kakao.com','sub':'5','email':'a@b.c'}} | 5",
                "{} | 1001",
                "{'subject':{'subject_type':'iss-sub','iss':'https://elsewhere','sub':'5'}} |",
                "{'subject':{'subject_type':'iss-sub','sub':'5'}} |",
                "{'subject':{'subject_type':'iss-sub','iss':'https://kauth.kakao.com','sub':5}} |",
                "{'subject':{'subject_type':'iss-sub','iss':'https://kauth.kakao.com','sub':''}} |",
                "{'subject':{'subject_type':'email','email':'a@b.c'}} |",
                "{'subject':{'format':'email','email':'a@b.c','iss':'https://kauth.kakao.com','sub':'5'}} |",
                "{'subject':{'format':'of_tomorrow','iss':'https://kauth.kakao.com','sub':'5'}} |",
                "{'subject':{'subject_type':'oauth_token','token_type':'refresh_token','token':'x'}} |",
                "{'subject':{}} |"
            })
    void onlyTheProvidersOwnIdCounts(String event, String subject) throws RefusedToken {
        String claims = "{" + START + "'aud':'rest-key','sub':'1001','events':{'urn:of-tomorrow':" + event + "}}";
        assertThat(verified(HEADER, claims).events()).containsExactly(new UpstreamEvent(null, subject, NOW, null));
    }

    @Test
    void theTimeIsThatOfTheEventUnlessItLiesAfterTheToken() throws RefusedToken {
        long now = NOW.getEpochSecond();
        String claims = "{" + START + "'aud':'rest-key','toe':%d," + EVENTS + "}";
        assertThat(verified(HEADER, claims.formatted(now - 5)).events().get(0).time())
                .isEqualTo(NOW.minusSeconds(5));
        assertThat(verified(HEADER, claims.formatted(now + 5)).events().get(0).time())
                .isEqualTo(NOW);
    }

    @Test
    void freeTextIsNoReason() throws RefusedToken {
        assertThat(verified(HEADER, CLAIMS.replace("because", "written to <b>garam@example.com</b>"))
                        .events()
                        .get(0)
                        .reason())
                .isNull();
    }

    @Test
    void otherProvidersAreKnownByTheirOwnSettings() {
        assertThat(provider(
                        "oidc",
                        Map.of(
                                "issuer",
                                "https://id.example/",
                                "jwksUrl",
                                "https://id.example/keys",
                                "clientId",
                                "us")))
                .extracting(SignalProvider::issuer, SignalProvider::keySet, SignalProvider::audiences)
                .containsExactly("https://id.example", "https://id.example/keys", Set.of("us"));
        assertThat(SignalProvider.of(model("oidc", Map.of("issuer", "https://id.example"))))
                .isEmpty();
        assertThat(SignalProvider.of(model("saml", Map.of("issuer", "x", "jwksUrl", "y"))))
                .isEmpty();
    }

    private static SecurityEventToken verified(String header, String claims) throws RefusedToken {
        return SecurityEventToken.verified(TestKey.K1.sign(json(header), json(claims)), KAKAO, TestKey.K1, NOW);
    }

    private static SignalProvider provider(String kind, Map<String, String> config) {
        return SignalProvider.of(model(kind, config)).orElseThrow();
    }

    private static IdentityProviderModel model(String kind, Map<String, String> config) {
        IdentityProviderModel model = new IdentityProviderModel();
        model.setProviderId(kind);
        model.setConfig(new HashMap<>(config));
        return model;
    }

    private static String json(String withApostrophes) {
        return withApostrophes.replace('\'', '"');
    }
}
