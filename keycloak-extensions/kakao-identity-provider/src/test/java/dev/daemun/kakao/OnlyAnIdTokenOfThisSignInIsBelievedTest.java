package dev.daemun.kakao;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.daemun.brokering.IdTokenRules;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.util.function.Consumer;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.keycloak.common.VerificationException;
import org.keycloak.common.util.Base64Url;
import org.keycloak.common.util.Time;
import org.keycloak.crypto.AsymmetricSignatureSignerContext;
import org.keycloak.crypto.AsymmetricSignatureVerifierContext;
import org.keycloak.crypto.KeyWrapper;
import org.keycloak.jose.jws.JWSBuilder;
import org.keycloak.representations.IDToken;

class OnlyAnIdTokenOfThisSignInIsBelievedTest {
    private static final KakaoIdTokenRules RULES =
            new KakaoIdTokenRules("rest-api-key", "nonce-of-this-sign-in", "1001");
    private static KeyWrapper kakaos;
    private static KeyWrapper another;

    @BeforeAll
    static void keys() throws GeneralSecurityException {
        kakaos = key("RS256");
        another = key("RS256");
    }

    @Test
    void anHonestOneIs() {
        assertThatCode(() -> check(signed(claims -> {}))).doesNotThrowAnyException();
        assertThatCode(() -> check(signed(claims -> claims.exp(Time.currentTimeSeconds() - 20L))))
                .as("clocks may differ a little")
                .doesNotThrowAnyException();
    }

    @Test
    void noneThatSaysSomethingElseIs() {
        refused(claims -> claims.issuer("https://kauth.kakao.com/"), "from another issuer");
        refused(claims -> claims.issuer(null), "from another issuer");
        refused(claims -> claims.audience("another-app"), "for another app");
        refused(claims -> claims.audience((String[]) null), "for another app");
        refused(claims -> claims.exp(Time.currentTimeSeconds() - 60L), "not valid now");
        refused(claims -> claims.exp(null), "not valid now");
        refused(claims -> claims.nbf(Time.currentTimeSeconds() + 60L), "not valid now");
        refused(claims -> claims.setNonce("nonce-of-another"), "not the answer to this sign-in");
        refused(claims -> claims.setNonce(null), "not the answer to this sign-in");
        refused(claims -> claims.subject("1002"), "about somebody else");
        refused(claims -> claims.subject(null), "about somebody else");
    }

    @Test
    void aSignInThatSentNoNonceBelievesNone() {
        String token = signed(claims -> claims.setNonce(null));
        assertThatThrownBy(() -> new KakaoIdTokenRules("rest-api-key", null, "1001").check(token, keys(kakaos)))
                .isInstanceOf(VerificationException.class);
    }

    @Test
    void noneThatKakaoDidNotSignIs() throws GeneralSecurityException {
        String honest = signed(claims -> {});
        assertThatThrownBy(() -> RULES.check(honest, keys(another))).isInstanceOf(VerificationException.class);

        String[] parts = honest.split("\\.", -1);
        String unsigned = Base64Url.encode("{\"alg\":\"none\"}".getBytes(java.nio.charset.StandardCharsets.US_ASCII))
                + "." + parts[1] + ".";
        assertThatThrownBy(() -> check(unsigned)).isInstanceOf(VerificationException.class);

        String otherAlgorithm = sign(key("RS512"), claims -> {});
        assertThatThrownBy(() -> check(otherAlgorithm)).hasMessageContaining("another algorithm");
        assertThatThrownBy(() -> check("not-a-token")).isInstanceOf(VerificationException.class);
        assertThatThrownBy(() -> check("")).isInstanceOf(VerificationException.class);
    }

    private static void refused(Consumer<IDToken> change, String reason) {
        assertThatThrownBy(() -> check(signed(change)))
                .isInstanceOf(VerificationException.class)
                .hasMessage(reason);
    }

    private static void check(String token) throws VerificationException {
        RULES.check(token, keys(kakaos));
    }

    private static IdTokenRules.Keys keys(KeyWrapper key) {
        return id -> new AsymmetricSignatureVerifierContext(key);
    }

    private static String signed(Consumer<IDToken> change) {
        return sign(kakaos, change);
    }

    private static String sign(KeyWrapper key, Consumer<IDToken> change) {
        IDToken claims = new IDToken();
        claims.issuer("https://kauth.kakao.com");
        claims.audience("rest-api-key");
        claims.subject("1001");
        claims.setNonce("nonce-of-this-sign-in");
        claims.iat(Time.currentTimeSeconds());
        claims.exp(Time.currentTimeSeconds() + 60L);
        change.accept(claims);
        return new JWSBuilder().type("JWT").jsonContent(claims).sign(new AsymmetricSignatureSignerContext(key));
    }

    private static KeyWrapper key(String algorithm) throws GeneralSecurityException {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
        generator.initialize(2048);
        KeyPair pair = generator.generateKeyPair();
        KeyWrapper key = new KeyWrapper();
        key.setKid("one-of-kakaos");
        key.setAlgorithm(algorithm);
        key.setPrivateKey(pair.getPrivate());
        key.setPublicKey(pair.getPublic());
        return key;
    }
}
