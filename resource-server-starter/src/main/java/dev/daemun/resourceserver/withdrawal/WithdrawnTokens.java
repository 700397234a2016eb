package dev.daemun.resourceserver.withdrawal;

import dev.daemun.resourceserver.WithdrawnTokenError;
import org.springframework.security.oauth2.core.OAuth2TokenValidator;
import org.springframework.security.oauth2.core.OAuth2TokenValidatorResult;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.jwt.JwtException;

/** Refuses tokens that were withdrawn, also those that were verified and remembered before. */
final class WithdrawnTokens implements OAuth2TokenValidator<Jwt> {
    private static final OAuth2TokenValidatorResult GOOD = OAuth2TokenValidatorResult.success();

    private final Withdrawals withdrawals;

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
            return GOOD;
        }
        withdrawals.refused();
        return OAuth2TokenValidatorResult.failure(new WithdrawnTokenError(denial.reason()));
    }
}
