package dev.daemun.resourceserver.decoding;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.KeySourceException;
import com.nimbusds.jose.proc.BadJWSException;
import com.nimbusds.jose.proc.JWSKeySelector;
import com.nimbusds.jose.proc.JWSVerifierFactory;
import com.nimbusds.jose.proc.SecurityContext;
import java.nio.charset.StandardCharsets;
import java.security.Key;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.security.oauth2.jwt.BadJwtException;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.jwt.JwtClaimNames;
import org.springframework.security.oauth2.jwt.JwtDecoder;

/**
 * Decodes a token with a header that was on a good token before, without reading that header again. The signature is verified by
 * Nimbus, with the key that Nimbus' selector gives for the header at this moment. Whatever else is unusual about a token is left to the
 * other decoder, so that this one refuses wrong signatures only, and accepts nothing that the other would refuse.
 */
public final class PlainTokenDecoder implements JwtDecoder {
    /** The issuer has one header for each key. Only those of good tokens are remembered, so that no caller can fill the memory. */
    private static final int MOST_HEADERS = 100;

    private final Cache<String, PlainHeader> headers = Caffeine.newBuilder()
            .maximumSize(MOST_HEADERS)
            .executor(Runnable::run)
            .build();
    private final String issuer;
    private final JWSKeySelector<SecurityContext> keys;
    private final JWSVerifierFactory verifiers;
    private final JwtDecoder others;

    /**
     * A decoder in front of another.
     *
     * @param issuer whose tokens these are
     * @param keys the keys that fit a header, by which the other decoder verifies too
     * @param verifiers of signatures, by which the other decoder verifies too
     * @param others decodes what is not plain, and checks nothing beside the signature, as this one does
     */
    public PlainTokenDecoder(
            String issuer, JWSKeySelector<SecurityContext> keys, JWSVerifierFactory verifiers, JwtDecoder others) {
        this.issuer = issuer;
        this.keys = keys;
        this.verifiers = verifiers;
        this.others = others;
    }

    @Override
    public Jwt decode(String token) {
        int headerEnd = token.indexOf('.');
        String text = headerEnd < 0 ? "" : token.substring(0, headerEnd);
        PlainHeader header = headers.getIfPresent(text);
        if (header == null) {
            Jwt decoded = others.decode(token);
            remember(text);
            return decoded;
        }
        Jwt plain = plain(token, headerEnd, header);
        return plain == null ? others.decode(token) : plain;
    }

    private void remember(String text) {
        PlainHeader header = PlainHeader.of(text);
        if (header != null) {
            headers.put(text, header);
        }
    }

    private @Nullable Jwt plain(String token, int headerEnd, PlainHeader header) {
        int payloadEnd = token.lastIndexOf('.');
        if (payloadEnd <= headerEnd || payloadEnd == token.length() - 1) {
            // Without a payload or a signature, which Nimbus says in other words.
            return null;
        }
        try {
            byte[] bytes = token.getBytes(StandardCharsets.ISO_8859_1);
            byte[] payload = Base64.getUrlDecoder().decode(Arrays.copyOfRange(bytes, headerEnd + 1, payloadEnd));
            DecodedSignature signature = DecodedSignature.of(token.substring(payloadEnd + 1));
            Key key = key(token.substring(0, headerEnd), header);
            Map<String, Object> claims = PlainClaims.read(payload, issuer);
            if (key == null || claims == null) {
                return null;
            }
            if (header.verifier(key, verifiers).verify(header.jws(), Arrays.copyOf(bytes, payloadEnd), signature)) {
                return jwt(token, header, claims);
            }
            if (isSpelledInTheOneWay(payload, token.substring(headerEnd + 1, payloadEnd))) {
                throw wrongSignature();
            }
            return null;
        } catch (IllegalArgumentException | JOSEException e) {
            return null;
        }
    }

    private static boolean isSpelledInTheOneWay(byte[] payload, String text) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(payload).equals(text);
    }

    /** As Nimbus and Spring Security say it: with them, a forged token would cost two checks of its signature. */
    private static BadJwtException wrongSignature() {
        BadJWSException refused = new BadJWSException("Signed JWT rejected: Invalid signature");
        return new BadJwtException(
                "An error occurred while attempting to decode the Jwt: " + refused.getMessage(), refused);
    }

    private @Nullable Key key(String text, PlainHeader header) {
        try {
            List<? extends Key> fitting = keys.selectJWSKeys(header.jws(), null);
            if (fitting.size() == 1) {
                return fitting.get(0);
            }
        } catch (KeySourceException e) {
            // The other decoder says so to the caller.
        }
        // An issuer that no longer has the key was just asked for it. It must not be asked twice for each token.
        headers.invalidate(text);
        return null;
    }

    private static Jwt jwt(String token, PlainHeader header, Map<String, Object> claims) {
        return new Jwt(
                token,
                (Instant) claims.get(JwtClaimNames.IAT),
                (Instant) claims.get(JwtClaimNames.EXP),
                header.members(),
                claims);
    }
}
