package dev.daemun.standins.jose;

import com.nimbusds.jose.util.Base64URL;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Optional;

/** The S256 challenge of an authorization request (RFC 7636 section 4.2). */
public record CodeChallenge(String value) {
    /** Whether this verifier was hashed to the challenge (RFC 7636 section 4.6). */
    public boolean matches(Optional<String> verifier) {
        return verifier.map(CodeChallenge::hash).filter(value::equals).isPresent();
    }

    private static String hash(String verifier) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(verifier.getBytes(StandardCharsets.US_ASCII));
            return Base64URL.encode(hash).toString();
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
