package dev.daemun.naver;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.daemun.brokering.IdTokenRules;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.util.Optional;
import java.util.function.Consumer;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.keycloak.common.VerificationException;
import org.keycloak.common.util.Time;
import org.keycloak.crypto.AsymmetricSignatureSignerContext;
import org.keycloak.crypto.AsymmetricSignatureVerifierContext;
import org.keycloak.crypto.KeyWrapper;
import org.keycloak.jose.jws.JWSBuilder;
import org.keycloak.representations.IDToken;

class AnIdTokenMayLeaveOutWhatNaverDoesNotDocumentTest {
    private static final NaverIdTokenRules RULES = new NaverIdTokenRules("client", "nonce", Optional.empty());
    private static final NaverIdTokenRules COMPARING = new NaverIdTokenRules("client", "nonce", Optional.of("id"));
    private static KeyWrapper navers;

    @BeforeAll
    static void key() throws GeneralSecurityException {
        navers = newKey();
    }

    @Test
    void theNonceMayBeMissingButNotAnother() {
        good(RULES, claims -> {});
        good(RULES, claims -> claims.setNonce(null));
        refused(RULES, claims -> claims.setNonce("of another"), "the answer to another sign-in");
    }

    @Test
    void theSubjectIsComparedOnlyWhereTheSettingSaysSo() {
        good(RULES, claims -> claims.subject("pairwise"));
        good(COMPARING, claims -> claims.subject("id"));
        refused(COMPARING, claims -> claims.subject("pairwise"), "about somebody else");
        refused(COMPARING, claims -> claims.subject(null), "about somebody else");
    }

    @Test
    void theRestIsNeverLeftOut() throws GeneralSecurityException {
        refused(RULES, claims -> claims.issuer("https://nid.naver.com/"), "from another issuer");
        refused(RULES, claims -> claims.audience("another"), "for another app");
        refused(RULES, claims -> claims.exp(Time.currentTimeSeconds() - 60L), "not valid now");
        KeyWrapper another = newKey();
        assertThatThrownBy(
                        () -> RULES.check(signed(claims -> {}), id -> new AsymmetricSignatureVerifierContext(another)))
                .isInstanceOf(VerificationException.class);
    }

    private static void good(NaverIdTokenRules rules, Consumer<IDToken> change) {
        assertThatCode(() -> rules.check(signed(change), keys())).doesNotThrowAnyException();
    }

    private static void refused(NaverIdTokenRules rules, Consumer<IDToken> change, String reason) {
        assertThatThrownBy(() -> rules.check(signed(change), keys())).hasMessage(reason);
    }

    private static IdTokenRules.Keys keys() {
        return id -> new AsymmetricSignatureVerifierContext(navers);
    }

    private static String signed(Consumer<IDToken> change) {
        IDToken claims = new IDToken();
        claims.issuer("https://nid.naver.com");
        claims.audience("client");
        claims.subject("pairwise");
        claims.setNonce("nonce");
        claims.exp(Time.currentTimeSeconds() + 60L);
        change.accept(claims);
        return new JWSBuilder().type("JWT").jsonContent(claims).sign(new AsymmetricSignatureSignerContext(navers));
    }

    private static KeyWrapper newKey() throws GeneralSecurityException {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
        generator.initialize(2048);
        KeyPair pair = generator.generateKeyPair();
        KeyWrapper key = new KeyWrapper();
        key.setKid("one-of-navers");
        key.setAlgorithm("RS256");
        key.setPrivateKey(pair.getPrivate());
        key.setPublicKey(pair.getPublic());
        return key;
    }
}
