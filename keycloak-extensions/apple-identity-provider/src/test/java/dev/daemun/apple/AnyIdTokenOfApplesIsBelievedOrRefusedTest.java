package dev.daemun.apple;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;
import org.keycloak.broker.provider.BrokeredIdentityContext;
import org.keycloak.crypto.SignatureVerifierContext;
import org.keycloak.models.IdentityProviderModel;
import org.keycloak.representations.IDToken;

/** Whatever Apple signs, and whatever somebody posts in its place. The first line of an input is the header, the rest the claims. */
class AnyIdTokenOfApplesIsBelievedOrRefusedTest {
    private static final AppleIdTokenRules RULES = new AppleIdTokenRules("kr.example.web", "a nonce");

    @FuzzTest
    void token(byte[] headerAndClaims) {
        String text = new String(headerAndClaims, StandardCharsets.ISO_8859_1);
        int line = text.indexOf('\n');
        String header = line < 0 ? text : text.substring(0, line);
        String claims = line < 0 ? "" : text.substring(line + 1);
        for (String token : new String[] {text, encoded(header) + "." + encoded(claims) + "." + encoded("signature")}) {
            IDToken believed;
            try {
                believed = RULES.check(token, keyId -> new Signed());
            } catch (AppleRefusal refusal) {
                assertThat(refusal.getMessage()).isNotBlank();
                continue;
            }
            assertThat(claims).contains("kr.example.web", "a nonce");
            BrokeredIdentityContext person = AppleIdentity.of(believed, Optional.empty(), enabled());
            assertThat(person.getId()).isNotBlank().hasSizeLessThanOrEqualTo(255);
            if (person.getEmail() != null) {
                assertThat(claims).contains("email_verified");
            }
        }
    }

    private static IdentityProviderModel enabled() {
        IdentityProviderModel model = new IdentityProviderModel();
        model.setEnabled(true);
        return model;
    }

    private static String encoded(String text) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(text.getBytes(StandardCharsets.ISO_8859_1));
    }

    /** A key with which every signature is good, since what matters here is what the token says. */
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
