package dev.daemun.resourceserver.dpop;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSObject;
import com.nimbusds.jose.crypto.factories.DefaultJWSVerifierFactory;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.RSAKey;
import dev.daemun.resourceserver.ProofOfPossession;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.PublicKey;
import java.text.ParseException;
import java.util.Map;

/**
 * A proof with a good signature by the key that the token is bound to.
 *
 * @param claims what it says, not looked at yet
 */
record SignedProof(Map<String, Object> claims) {
    private static final int SMALLEST_RSA_KEY = 2048;

    /**
     * Reads a proof. The key is compared first, so that nobody makes the service compute with a key of their choice.
     *
     * @param thumbprint {@code jkt} of the token
     */
    static SignedProof read(String proof, String thumbprint) {
        try {
            JWSObject signed = JWSObject.parse(proof);
            JWSHeader header = signed.getHeader();
            require(
                    header.getType() != null && header.getType().getType().equals("dpop+jwt"),
                    "The proof's typ is not dpop+jwt");
            require(
                    ProofOfPossession.ALGORITHMS.contains(header.getAlgorithm()),
                    "The proof's algorithm is not accepted");
            JWK key = header.getJWK();
            require(key != null && !key.isPrivate(), "The proof has no public key");
            require(
                    equal(key.computeThumbprint().toString(), thumbprint),
                    "The proof's key is not the one that the token is bound to");
            require(
                    signed.verify(new DefaultJWSVerifierFactory().createJWSVerifier(header, publicKey(key))),
                    "The proof's signature is wrong");
            Map<String, Object> claims = signed.getPayload().toJSONObject();
            require(claims != null, "The proof has no claims");
            return new SignedProof(claims);
        } catch (ParseException | JOSEException | IllegalArgumentException e) {
            throw InvalidProof.because("The proof is malformed");
        }
    }

    /** In a time that does not depend on where the two differ. */
    static boolean equal(String one, String other) {
        return MessageDigest.isEqual(one.getBytes(StandardCharsets.UTF_8), other.getBytes(StandardCharsets.UTF_8));
    }

    static void require(boolean condition, String otherwise) {
        if (!condition) {
            throw InvalidProof.because(otherwise);
        }
    }

    private static PublicKey publicKey(JWK key) throws JOSEException {
        if (key instanceof ECKey ec) {
            return ec.toECPublicKey();
        }
        require(key instanceof RSAKey && key.size() >= SMALLEST_RSA_KEY, "The proof's key is of no accepted kind");
        return key.toRSAKey().toRSAPublicKey();
    }
}
