package dev.daemun.resourceserver.withdrawal;

import dev.daemun.resourceserver.WithdrawnTokenError;
import org.springframework.security.oauth2.core.OAuth2Error;
import org.springframework.security.oauth2.core.OAuth2ErrorCodes;
import org.springframework.security.oauth2.core.OAuth2TokenValidator;
import org.springframework.security.oauth2.core.OAuth2TokenValidatorResult;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.jwt.JwtException;
import org.springframework.security.oauth2.jwt.JwtValidationException;

/** Refuses tokens that were withdrawn, also those that were verified and remembered before. */
public final class WithdrawnTokens implements OAuth2TokenValidator<Jwt> {
    private static final OAuth2TokenValidatorResult GOOD = OAuth2TokenValidatorResult.success();

    private static final OAuth2TokenValidatorResult EXPIRED = OAuth2TokenValidatorResult.failure(
            new OAuth2Error(OAuth2ErrorCodes.INVALID_TOKEN, "The token expired too long ago", null));

    private final Withdrawals withdrawals;
    private final RefusalLog log = new RefusalLog();

    WithdrawnTokens(Withdrawals withdrawals) {
        this.withdrawals = withdrawals;
    }

    @Override
    public OAuth2TokenValidatorResult validate(Jwt token) {
        if (!withdrawals.ready()) {
            // Not a fault of the token: this becomes a 503, and the caller tries again.
            throw new JwtException("Withdrawn tokens are not known yet");
        }
        Denial denial = withdrawals.find(token);
        if (denial == null) {
            return withdrawals.mayHaveMissed(token) ? EXPIRED : GOOD;
        }
        withdrawals.refused();
        log.refused(token, denial);
        return OAuth2TokenValidatorResult.failure(new WithdrawnTokenError(denial.reason()));
    }

    /** Whether a token was withdrawn that nobody has sent, such as one that is remembered: nothing is counted or logged. */
    public boolean deny(Jwt token) {
        return withdrawals.find(token) != null;
    }

    /**
     * The same for a token that a decoder of the application's own has accepted.
     *
     * @return the token
     * @throws JwtValidationException when it was withdrawn
     */
    public Jwt checked(Jwt token) {
        OAuth2TokenValidatorResult result = validate(token);
        if (result.hasErrors()) {
            throw new JwtValidationException(
                    result.getErrors().iterator().next().getDescription(), result.getErrors());
        }
        return token;
    }
}
