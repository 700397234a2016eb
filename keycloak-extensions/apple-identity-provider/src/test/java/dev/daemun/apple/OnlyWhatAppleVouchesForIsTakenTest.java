package dev.daemun.apple;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.daemun.apple.names.PersonName;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.keycloak.broker.provider.BrokeredIdentityContext;
import org.keycloak.crypto.SignatureVerifierContext;
import org.keycloak.models.IdentityProviderModel;
import org.keycloak.representations.IDToken;

class OnlyWhatAppleVouchesForIsTakenTest {
    private static final String HEADER = "{'alg':'RS256','kid':'k1'}";
    private static final String CLAIMS = "{'iss':'https://appleid.apple.com','aud':'kr.example.web','exp':9999999999,"
            + "'nonce':'n1','sub':'001001.0a.01'%s}";

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "'email':'a@example.com','email_verified':true | a@example.com",
                "'email':'a@example.com','email_verified':'true' | a@example.com",
                "'email':'x@privaterelay.appleid.com','email_verified':'true','is_private_email':'true' | x@privaterelay.appleid.com",
                "'email':'a@example.com','email_verified':false |",
                "'email':'a@example.com','email_verified':'false' |",
                "'email':'a@example.com' |",
                "'email_verified':true |",
                "'is_private_email':true |"
            },
            quoteCharacter = '`')
    void onlyAnAddressThatItCallsVerified(String claims, String email) {
        BrokeredIdentityContext person =
                AppleIdentity.of(check(HEADER, CLAIMS.formatted("," + claims)), Optional.empty(), config());
        assertThat(person.getEmail()).isEqualTo(email);
        assertThat(person.getUsername()).isEqualTo("apple_001001.0a.01");
        assertThat(person.getBrokerUserId()).isEqualTo("apple.001001.0a.01");
    }

    @Test
    void theNameGoesToItsTwoPlaces() {
        IDToken claims = check(HEADER, CLAIMS.formatted(""));
        BrokeredIdentityContext person = AppleIdentity.of(
                claims, PersonName.in("{\"name\":{\"firstName\":\"하나\",\"lastName\":\"정\"}}"), config());
        assertThat(person.getFirstName()).isEqualTo("하나");
        assertThat(person.getLastName()).isEqualTo("정");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"email\":\"a@example.com\"}",
                "{\"name\":{}}",
                "{\"name\":\"하나\"}",
                "{\"name\":{\"firstName\":\" \",\"lastName\":5}}",
                "[]",
                "",
                "no json"
            })
    void whatHasNoNameHasNone(String field) {
        assertThat(PersonName.in(field)).isEmpty();
        assertThat(PersonName.in(null)).isEmpty();
        assertThat(PersonName.in("{\"name\":{\"firstName\":\"" + "a".repeat(5000) + "\"}}"))
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{'alg':'none'} | 'sub' | 'sub' | algorithm",
                "{'alg':'ES256','kid':'k1'} | 'sub' | 'sub' | algorithm",
                "{'alg':'RS256','kid':'k1'} | https://appleid.apple.com | https://appleid.apple.example | issuer",
                "{'alg':'RS256','kid':'k1'} | kr.example.web | kr.example.other | app",
                "{'alg':'RS256','kid':'k1'} | 9999999999 | 1 | valid now",
                "{'alg':'RS256','kid':'k1'} | 'n1' | 'n2' | this sign-in",
                "{'alg':'RS256','kid':'k1'} | 'nonce':'n1' | 'nonce_supported':false | this sign-in",
                "{'alg':'RS256','kid':'k1'} | 001001.0a.01 | `` | nobody",
                "{'alg':'RS256','kid':'k1'} | 001001.0a.01 | 0 1 | nobody"
            })
    void anIdTokenThatDoesNotHoldSignsNobodyIn(String header, String from, String to, String rule) {
        String claims = CLAIMS.formatted("").replace(from, to == null ? "" : to);
        assertThatExceptionOfType(AppleRefusal.class)
                .isThrownBy(() -> check(header, claims))
                .withMessageContaining(rule)
                .satisfies(e -> assertThat(e.getMessageCode()).isEqualTo("appleSignInFailed"));
    }

    @Test
    void aBadClientSecretLeadsToOneSentenceThatSaysWhatToLookAt() {
        assertThat(AppleRefusal.of(400, "{\"error\":\"invalid_client\"}"))
                .hasMessage("Apple refused the client secret (invalid_client): the settings clientId, teamId, keyId and"
                        + " keyFile must belong together, the key must not be revoked at developer.apple.com, and this"
                        + " server's clock must be right");
        assertThat(AppleRefusal.of(400, "{\"error\":\"invalid_grant\",\"error_description\":\"code c123 is used\"}"))
                .hasMessage("Apple refused the request: invalid_grant, status 400");
        assertThat(AppleRefusal.of(502, "<html>")).hasMessage("Apple refused the request: no code, status 502");
    }

    private static IdentityProviderModel config() {
        IdentityProviderModel config = new IdentityProviderModel();
        config.setAlias("apple");
        config.setEnabled(true);
        return config;
    }

    private static IDToken check(String header, String claims) {
        String token = encoded(header) + "." + encoded(claims) + ".AAAA";
        return new AppleIdTokenRules("kr.example.web", "n1").check(token, keyId -> new Signed());
    }

    private static String encoded(String json) {
        return Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString(json.replace('\'', '"').getBytes(StandardCharsets.UTF_8));
    }

    private static final class Signed implements SignatureVerifierContext {
        @Override
        public String getKid() {
            return "k1";
        }

        @Override
        public String getAlgorithm() {
            return "RS256";
        }

        @Override
        public boolean verify(byte[] data, byte[] signature) {
            return true;
        }
    }
}
