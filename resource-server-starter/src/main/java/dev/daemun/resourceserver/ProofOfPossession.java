package dev.daemun.resourceserver;

import com.nimbusds.jose.JWSAlgorithm;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import org.springframework.security.oauth2.core.OAuth2Error;
import org.springframework.security.oauth2.core.OAuth2ErrorCodes;
import org.springframework.security.oauth2.core.OAuth2TokenValidator;
import org.springframework.security.oauth2.core.OAuth2TokenValidatorResult;
import org.springframework.security.oauth2.jwt.Jwt;

/** Refuses tokens that are bound to a key (RFC 7800) where nothing here would check that the caller has the key. */
public final class ProofOfPossession implements OAuth2TokenValidator<Jwt> {
    /** Name of the header with the proof (RFC 9449 section 4.1). */
    public static final String HEADER = "DPoP";

    /** What proofs may be signed with: by public-key algorithms only, of these by the ones that any service can verify. */
    public static final List<JWSAlgorithm> ALGORITHMS = List.of(
            JWSAlgorithm.ES256,
            JWSAlgorithm.ES384,
            JWSAlgorithm.ES512,
            JWSAlgorithm.PS256,
            JWSAlgorithm.PS384,
            JWSAlgorithm.PS512,
            JWSAlgorithm.RS256,
            JWSAlgorithm.RS384,
            JWSAlgorithm.RS512);

    private static final OAuth2TokenValidatorResult UNPROVEN = OAuth2TokenValidatorResult.failure(new OAuth2Error(
            OAuth2ErrorCodes.INVALID_TOKEN, "The token is bound to a key whose possession can't be proven here", null));

    /**
     * What else a token may be bound by (IANA, JWT confirmation methods). Members that nobody registered name no key and are
     * ignored, as RFC 7800 section 3.1 asks; Keycloak adds one of its own beside {@code jkt}.
     */
    private static final Set<String> OTHER_METHODS = Set.of("jwk", "jwe", "kid", "jku", "x5t#S256", "osc");

    private final Predicate<Object> provable;

    private ProofOfPossession(Predicate<Object> provable) {
        this.provable = provable;
    }

    /**
     * Lets tokens through that are bound by DPoP (RFC 9449): the filter chain demands the proof for them, and refuses them where
     * they come as mere bearer tokens.
     */
    public static OAuth2TokenValidator<Jwt> byDpopOnly() {
        return new ProofOfPossession(confirmation -> confirmation instanceof Map<?, ?> methods
                && Collections.disjoint(methods.keySet(), OTHER_METHODS)
                && methods.get("jkt") instanceof String thumbprint
                && !thumbprint.isBlank());
    }

    /** Lets no bound token through, for where nobody checks proofs. */
    public static OAuth2TokenValidator<Jwt> never() {
        return new ProofOfPossession(confirmation -> false);
    }

    /** The names of {@link #ALGORITHMS} (RFC 7518 section 3.1). */
    static List<String> algorithmNames() {
        return ALGORITHMS.stream().map(JWSAlgorithm::getName).toList();
    }

    @Override
    public OAuth2TokenValidatorResult validate(Jwt token) {
        Object confirmation = token.getClaims().get("cnf");
        return confirmation == null || provable.test(confirmation) ? OAuth2TokenValidatorResult.success() : UNPROVEN;
    }
}
