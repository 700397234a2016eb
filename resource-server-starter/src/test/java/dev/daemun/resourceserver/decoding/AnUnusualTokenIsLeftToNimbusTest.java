package dev.daemun.resourceserver.decoding;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.KeySourceException;
import com.nimbusds.jose.crypto.factories.DefaultJWSVerifierFactory;
import com.nimbusds.jwt.JWTClaimsSet;
import dev.daemun.testissuer.TestIssuer;
import java.security.Key;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.security.oauth2.jwt.BadJwtException;
import org.springframework.security.oauth2.jwt.Jwt;

class AnUnusualTokenIsLeftToNimbusTest {
    private final TestIssuer issuer = TestIssuer.away(JWSAlgorithm.ES256);
    private final List<Key> keys = new ArrayList<>();
    private final List<String> left = new ArrayList<>();
    private boolean theIssuerIsAway;
    private boolean othersRefuse;
    private int asked;

    private final PlainTokenDecoder decoder = new PlainTokenDecoder(
            issuer.uri(),
            (header, context) -> {
                asked++;
                if (theIssuerIsAway) {
                    throw new KeySourceException("away");
                }
                return keys;
            },
            new DefaultJWSVerifierFactory(),
            token -> {
                left.add(token);
                if (othersRefuse) {
                    throw new BadJwtException("refused");
                }
                return new Jwt(token, null, null, Map.of("by", "the other"), Map.of("by", "the other"));
            });

    AnUnusualTokenIsLeftToNimbusTest() throws JOSEException {
        keys.add(issuer.key().toECKey().toPublicKey());
    }

    @AfterEach
    void stop() {
        issuer.close();
    }

    @Test
    void anUsualOneIsNotOnceItsHeaderIsKnown() {
        decoder.decode(issuer.token());
        assertThat(left).hasSize(1);
        for (int i = 0; i < 3; i++) {
            Jwt usual = decoder.decode(issuer.token());
            assertThat(usual.getSubject()).isEqualTo(TestIssuer.SUBJECT);
            assertThat(usual.getAudience()).containsExactly(TestIssuer.AUDIENCE);
            assertThat(usual.getHeaders()).containsEntry("kid", issuer.key().getKeyID());
        }
        assertThat(left).hasSize(1);
    }

    @Test
    void aHeaderOfARefusedTokenIsNeverKnown() {
        othersRefuse = true;
        for (int i = 0; i < 3; i++) {
            assertThatThrownBy(() -> decoder.decode(issuer.token())).isInstanceOf(BadJwtException.class);
        }
        assertThat(left).hasSize(3);
        assertThat(asked).isZero();
    }

    @Test
    void unusualClaimsAndSignatures() {
        decoder.decode(issuer.token());
        isLeft(issuer.token() + "=");
        String good = issuer.token();
        isLeft(good.substring(0, good.indexOf('.')));
        isLeft(good.substring(0, good.indexOf('.') + 1));
        isLeft(good.substring(0, good.lastIndexOf('.')));
        isLeft(good.substring(0, good.lastIndexOf('.') + 1));
        isLeft(good.substring(0, good.indexOf('.') + 1) + good.substring(good.lastIndexOf('.')));
        isLeft(issuer.token(header -> header, claims -> claims.issuer("https://other.example.com")));
        isLeft(with(claims -> claims.claim("name", "대문")));
        isLeft(with(claims -> claims.claim("name", "a\"b")));
        isLeft(with(claims -> claims.claim("share", 0.5)));
        isLeft(with(claims -> claims.claim("sub", 7)));
        isLeft(with(claims -> claims.audience((String) null)));
        isLeft(issuer.token(header -> header.customParam("more", "x"), claims -> claims));
    }

    /** Otherwise whoever floods a service with forged tokens would make it check each signature twice. */
    @Test
    void aWrongSignatureIsCheckedOnce() {
        decoder.decode(issuer.token());
        String forged = issuer.sign(issuer.header().build(), issuer.claims().build(), issuer.newKey());
        assertThatThrownBy(() -> decoder.decode(forged))
                .isInstanceOf(BadJwtException.class)
                .hasMessageContaining("Invalid signature");
        assertThat(left).hasSize(1);
    }

    @Test
    void aKeyThatIsGoneIsAskedForOnce() {
        decoder.decode(issuer.token());
        keys.clear();
        isLeft(issuer.token());
        assertThat(asked).isEqualTo(1);
        othersRefuse = true;
        assertThatThrownBy(() -> decoder.decode(issuer.token())).isInstanceOf(BadJwtException.class);
        assertThat(asked).as("the other decoder has asked").isEqualTo(1);
    }

    @Test
    void keysThatCannotBeHadAreAskedForOnce() {
        decoder.decode(issuer.token());
        theIssuerIsAway = true;
        isLeft(issuer.token());
        othersRefuse = true;
        assertThatThrownBy(() -> decoder.decode(issuer.token())).isInstanceOf(BadJwtException.class);
        assertThat(asked).isEqualTo(1);
    }

    private String with(UnaryOperator<JWTClaimsSet.Builder> change) {
        return issuer.token(header -> header, change);
    }

    private void isLeft(String token) {
        int before = left.size();
        decoder.decode(token);
        assertThat(left.subList(before, left.size())).containsExactly(token);
    }
}
