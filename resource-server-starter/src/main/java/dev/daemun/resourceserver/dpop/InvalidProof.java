package dev.daemun.resourceserver.dpop;

import org.springframework.security.oauth2.core.OAuth2AuthenticationException;
import org.springframework.security.oauth2.core.OAuth2Error;
import org.springframework.security.oauth2.core.OAuth2ErrorCodes;

/** The error {@code invalid_dpop_proof} (RFC 9449 section 12.2). */
final class InvalidProof {
    private InvalidProof() {}

    /** With a sentence for the sender, which repeats nothing of what was sent. */
    static OAuth2AuthenticationException because(String reason) {
        return new OAuth2AuthenticationException(new OAuth2Error(OAuth2ErrorCodes.INVALID_DPOP_PROOF, reason, null));
    }
}
