package dev.daemun.upstreamsignals.token;

import static dev.daemun.upstreamsignals.token.RefusedToken.Code.INVALID_AUDIENCE;
import static dev.daemun.upstreamsignals.token.RefusedToken.Code.INVALID_ISSUER;
import static dev.daemun.upstreamsignals.token.RefusedToken.Code.INVALID_KEY;
import static dev.daemun.upstreamsignals.token.RefusedToken.Code.INVALID_REQUEST;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.keycloak.common.VerificationException;
import org.keycloak.crypto.SignatureVerifierContext;
import org.keycloak.jose.jws.JWSHeader;
import org.keycloak.jose.jws.JWSInput;
import org.keycloak.jose.jws.JWSInputException;

/**
 * A security event token (RFC 8417) that the provider has signed for this app, or Apple's own form of one.
 *
 * @param id the claim {@code jti}
 * @param issuedAt the claim {@code iat}; nothing says when such a token expires
 * @param events at least one
 */
public record SecurityEventToken(String id, Instant issuedAt, List<UpstreamEvent> events) {
    /** How far the provider's clock may be ahead of ours. */
    static final Duration CLOCK_SKEW = Duration.ofSeconds(60);

    /** Kakao may send several events in one token; far more than there are types is nothing that a provider sends. */
    private static final int MOST_EVENTS = 32;

    private static final int LONGEST_ID = 1_024;

    /** Google's and Kakao's type, and what RFC 8417 section 2.3 allows instead; an ID token has no {@code events}. */
    private static final Set<String> TYPES = Set.of("secevent+jwt", "application/secevent+jwt", "jwt");

    /**
     * Reads and verifies a token.
     *
     * @throws RefusedToken when it is not the provider's, or not for this app
     */
    public static SecurityEventToken verified(String compact, SignalProvider provider, Keys keys, Instant now)
            throws RefusedToken {
        JWSInput input = parse(compact);
        verifySignature(input, provider, keys);
        JsonNode claims = claims(input);
        if (!provider.isIssuer(claims.path("iss").textValue())) {
            throw new RefusedToken(INVALID_ISSUER, "The issuer is not this provider.");
        }
        if (!isFor(claims.path("aud"), provider.audiences())) {
            throw new RefusedToken(INVALID_AUDIENCE, "The token is not for this app.");
        }
        String id = claims.path("jti").textValue();
        if (id == null || id.isBlank() || id.length() > LONGEST_ID) {
            throw new RefusedToken(INVALID_REQUEST, "The claim jti is missing or too long.");
        }
        Instant issuedAt = moment(claims.path("iat"));
        if (issuedAt == null || issuedAt.isAfter(now.plus(CLOCK_SKEW))) {
            throw new RefusedToken(INVALID_REQUEST, "The claim iat is missing or in the future.");
        }
        List<UpstreamEvent> events = provider.notation() == SignalProvider.Notation.APPLE
                ? List.of(AppleEvent.of(claims.path("events"), issuedAt))
                : events(claims, provider, issuedAt);
        return new SecurityEventToken(id, issuedAt, events);
    }

    private static JWSInput parse(String compact) throws RefusedToken {
        try {
            return new JWSInput(compact);
        } catch (JWSInputException | RuntimeException e) {
            throw new RefusedToken(INVALID_REQUEST, "The body is no signed token.");
        }
    }

    private static void verifySignature(JWSInput input, SignalProvider provider, Keys keys) throws RefusedToken {
        JWSHeader header = input.getHeader();
        // Without this look Keycloak's getRawAlgorithm throws where the token names none.
        String algorithm = header == null || header.getAlgorithm() == null ? "" : header.getRawAlgorithm();
        if (!provider.algorithms().contains(algorithm)) {
            throw new RefusedToken(INVALID_KEY, "The provider does not sign with this algorithm.");
        }
        if (header.getType() != null && !TYPES.contains(header.getType().toLowerCase(Locale.ROOT))) {
            throw new RefusedToken(INVALID_REQUEST, "The token is no security event token.");
        }
        if (header.getKeyId() == null) {
            throw new RefusedToken(INVALID_KEY, "The token names no key.");
        }
        SignatureVerifierContext verifier = keys.verifier(header.getKeyId(), algorithm);
        try {
            if (verifier.verify(
                    input.getEncodedSignatureInput().getBytes(StandardCharsets.US_ASCII), input.getSignature())) {
                return;
            }
        } catch (VerificationException | RuntimeException e) {
            // A signature of another length, for example, is as wrong as any other.
        }
        throw new RefusedToken(INVALID_KEY, "The signature is wrong.");
    }

    private static JsonNode claims(JWSInput input) throws RefusedToken {
        try {
            JsonNode claims = input.readJsonContent(JsonNode.class);
            if (claims != null && claims.isObject()) {
                return claims;
            }
        } catch (JWSInputException e) {
            // The same answer as for what is JSON but no object.
        }
        throw new RefusedToken(INVALID_REQUEST, "The claims are no JSON object.");
    }

    private static boolean isFor(JsonNode audience, Set<String> audiences) {
        if (audience.isTextual()) {
            return audiences.contains(audience.textValue());
        }
        for (JsonNode one : audience) {
            if (one.isTextual() && audiences.contains(one.textValue())) {
                return true;
            }
        }
        return false;
    }

    private static List<UpstreamEvent> events(JsonNode claims, SignalProvider provider, Instant issuedAt)
            throws RefusedToken {
        JsonNode events = claims.path("events");
        if (!events.isObject() || events.isEmpty() || events.size() > MOST_EVENTS) {
            throw new RefusedToken(INVALID_REQUEST, "The claim events is missing or has too many members.");
        }
        Instant time = notAfter(issuedAt, moment(claims.path("toe")));
        Subjects subjects = new Subjects(claims, provider);
        List<UpstreamEvent> all = new ArrayList<>();
        events.properties()
                .forEach(event -> all.add(new UpstreamEvent(
                        Signal.of(event.getKey()), subjects.of(event.getValue()), time, word(event.getValue()))));
        return all;
    }

    /** A reason as a provider writes it, such as {@code hijacking}; it goes into events, so free text does not count. */
    private static String word(JsonNode event) {
        String reason = event.path("reason").textValue();
        return reason != null && reason.matches("[A-Za-z0-9_-]{1,64}") ? reason : null;
    }

    /** Nothing has happened after the token about it was issued, whatever the provider writes. */
    static Instant notAfter(Instant issuedAt, Instant happenedAt) {
        return happenedAt == null || happenedAt.isAfter(issuedAt) ? issuedAt : happenedAt;
    }

    /** Of this era: nobody means an earlier one, which can't even be counted in milliseconds. */
    static Instant moment(JsonNode seconds) {
        try {
            return seconds.isNumber() && seconds.longValue() >= 0 ? Instant.ofEpochSecond(seconds.longValue()) : null;
        } catch (DateTimeException e) {
            return null;
        }
    }
}
