package dev.daemun.resourceserver.dpop;

import com.nimbusds.jose.util.Base64URL;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.security.oauth2.core.OAuth2AuthenticationException;
import org.springframework.security.oauth2.core.OAuth2Error;
import org.springframework.security.oauth2.core.OAuth2ErrorCodes;
import org.springframework.security.oauth2.jwt.Jwt;

/**
 * Checks that the sender of a request has the key which its token is bound to (RFC 9449 section 4.3). Spring Security does this
 * for servlets only, compares {@code htu} letter by letter, and remembers used proofs in each process for itself.
 */
public final class ProofVerifier {
    /** How long after {@code iat} a proof is good, apart from how far the clocks may differ. */
    static final Duration LIFETIME = Duration.ofSeconds(30);

    private final UsedProofs used;
    private final Duration clockSkew;
    private final InstantSource clock;

    ProofVerifier(UsedProofs used, Duration clockSkew, InstantSource clock) {
        this.used = used;
        this.clockSkew = clockSkew;
        this.clock = clock;
    }

    /**
     * Checks the proof of a request whose token is verified already. It may wait for the memory of used proofs.
     *
     * @throws OAuth2AuthenticationException {@code invalid_token} when the token is bound to no key, {@code invalid_dpop_proof}
     *     when the proof is wrong or was used before
     * @throws TooManyProofsException when the key was used for too many proofs lately
     * @throws UsedProofsUnavailableException when it can't be known whether the proof was used
     */
    public void verify(BoundTokenRequest request, Jwt token) {
        String thumbprint = thumbprint(token);
        Map<String, Object> proof =
                SignedProof.read(request.proof(), thumbprint).claims();
        SignedProof.require(request.method().equals(proof.get("htm")), "The proof is for another method");
        SignedProof.require(isFor(request, proof.get("htu")), "The proof is for another address");
        SignedProof.require(
                proof.get("ath") instanceof String ath && SignedProof.equal(ath, digest(request.token())),
                "The proof is for another token");
        Instant goodUntil = goodUntil(proof.get("iat"));
        SignedProof.require(proof.get("jti") instanceof String id && !id.isBlank(), "The proof has no jti");
        SignedProof.require(
                used.isFirstUse(thumbprint, digest(thumbprint + ' ' + proof.get("jti")), goodUntil),
                "The proof was used before");
    }

    private static String thumbprint(Jwt token) {
        if (token.getClaims().get("cnf") instanceof Map<?, ?> confirmation
                && confirmation.get("jkt") instanceof String thumbprint) {
            return thumbprint;
        }
        throw new OAuth2AuthenticationException(
                new OAuth2Error(OAuth2ErrorCodes.INVALID_TOKEN, "The token is bound to no key", null));
    }

    private static boolean isFor(BoundTokenRequest request, @Nullable Object htu) {
        HttpUrl meant = htu instanceof String address ? HttpUrl.parse(address) : null;
        return meant != null
                && request.addresses().stream().map(HttpUrl::parse).anyMatch(address -> Objects.equals(address, meant));
    }

    private Instant goodUntil(@Nullable Object iat) {
        SignedProof.require(iat instanceof Number, "The proof has no iat");
        double seconds = ((Number) iat).doubleValue();
        double age = clock.millis() / 1000.0 - seconds;
        Duration oldest = LIFETIME.plus(clockSkew);
        SignedProof.require(age <= oldest.toMillis() / 1000.0, "The proof is too old");
        SignedProof.require(age >= -clockSkew.toMillis() / 1000.0, "The proof is of the future");
        return Instant.ofEpochMilli((long) Math.ceil(seconds * 1000)).plus(oldest);
    }

    private static String digest(String text) {
        try {
            return Base64URL.encode(MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)))
                    .toString();
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
