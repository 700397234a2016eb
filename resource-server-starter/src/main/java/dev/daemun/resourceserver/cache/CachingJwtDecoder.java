package dev.daemun.resourceserver.cache;

import java.util.Collection;
import java.util.function.IntSupplier;
import org.jspecify.annotations.Nullable;
import org.springframework.security.oauth2.core.OAuth2Error;
import org.springframework.security.oauth2.core.OAuth2TokenValidator;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.jwt.JwtDecoder;
import org.springframework.security.oauth2.jwt.JwtValidationException;

/**
 * Verifies the signature of a token that was not seen lately, and checks it against all rules. Only tokens that pass them are remembered,
 * and checked each time against the rules that a token may cease to fulfil: times, withdrawal, and those of the application.
 */
public final class CachingJwtDecoder implements JwtDecoder {
    private final JwtDecoder signatures;
    private final IntSupplier keySet;
    private final OAuth2TokenValidator<Jwt> rules;
    private final OAuth2TokenValidator<Jwt> changing;
    private final VerifiedTokens seen;

    /**
     * A decoder in front of another.
     *
     * @param signatures verifies signatures and checks nothing else
     * @param keySet a number that changes with the set of the issuer's keys
     * @param rules what each token must fulfil
     * @param changing those of the rules that the same token may fulfil now and not later
     * @param seen what is remembered
     */
    public CachingJwtDecoder(
            JwtDecoder signatures,
            IntSupplier keySet,
            OAuth2TokenValidator<Jwt> rules,
            OAuth2TokenValidator<Jwt> changing,
            VerifiedTokens seen) {
        this.signatures = signatures;
        this.keySet = keySet;
        this.rules = rules;
        this.changing = changing;
        this.seen = seen;
    }

    @Override
    public Jwt decode(String token) {
        TokenDigest digest = TokenDigest.of(token);
        // Read before the signature is checked: if the keys change meanwhile, the entry is of the old set and never
        // found.
        int keys = keySet.getAsInt();
        Jwt known = seen.find(digest, keys);
        if (known != null) {
            return checked(known, changing);
        }
        Jwt verified = checked(signatures.decode(token), rules);
        seen.add(digest, verified, keys);
        return verified;
    }

    /**
     * Decodes a token that was seen lately; never waits.
     *
     * @return null when the token must be decoded
     * @throws JwtValidationException when it fulfils the rules no longer
     */
    public @Nullable Jwt decodeIfSeen(String token) {
        Jwt known = seen.find(TokenDigest.of(token), keySet.getAsInt());
        return known == null ? null : checked(known, changing);
    }

    private static Jwt checked(Jwt token, OAuth2TokenValidator<Jwt> rules) {
        Collection<OAuth2Error> errors = rules.validate(token).getErrors();
        if (!errors.isEmpty()) {
            throw new JwtValidationException(errors.iterator().next().getDescription(), errors);
        }
        return token;
    }
}
