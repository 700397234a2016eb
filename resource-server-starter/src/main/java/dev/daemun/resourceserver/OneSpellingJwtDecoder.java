package dev.daemun.resourceserver;

import com.nimbusds.jose.util.Base64URL;
import org.springframework.security.oauth2.jwt.BadJwtException;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.jwt.JwtDecoder;

/**
 * Accepts a token in one spelling only (RFC 7515 section 2). A lenient decoder of base64url reads the same signature with
 * padding behind it, in the other alphabet, or with other bits at the end of its last character; whoever compares tokens as
 * texts would take these for different tokens. Header and payload need no look: the signature is over their text.
 *
 * @param signatures the decoder of what is spelled well
 */
record OneSpellingJwtDecoder(JwtDecoder signatures) implements JwtDecoder {
    @Override
    public Jwt decode(String token) {
        String signature = token.substring(token.lastIndexOf('.') + 1);
        if (!Base64URL.encode(new Base64URL(signature).decode()).toString().equals(signature)) {
            throw new BadJwtException("The signature is not spelled as RFC 7515 section 2 asks");
        }
        return signatures.decode(token);
    }
}
