package dev.daemun.resourceserver.dpop;

import dev.daemun.resourceserver.AuthorizationHeader;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.security.oauth2.core.OAuth2AuthenticationException;

/** What the headers {@code Authorization} and {@code DPoP} of a request say (RFC 9449 sections 4.1 and 7.1). */
public final class DpopHeaders {
    /** More than a proof with an RSA key of 8,192 bits has. */
    private static final int LONGEST_PROOF = 4 * 1024;

    private DpopHeaders() {}

    /**
     * The token and the proof in a request.
     *
     * @param authorization the values of all {@code Authorization} headers
     * @param proofs the values of all {@code DPoP} headers
     * @param addresses where the request may have been sent to, as its sender knows it
     * @return null when the token is of no such scheme, or there is none
     * @throws OAuth2AuthenticationException when the headers are malformed, or there is not exactly one of each
     */
    public static @Nullable BoundTokenRequest read(
            List<String> authorization, List<String> proofs, String method, List<String> addresses) {
        if (authorization.stream().noneMatch(AuthorizationHeader::isBound)) {
            return null;
        }
        if (authorization.size() != 1) {
            throw AuthorizationHeader.notTheOnlyOne();
        }
        String token = AuthorizationHeader.boundToken(authorization.get(0));
        if (token == null) {
            return null;
        }
        if (proofs.size() != 1) {
            throw InvalidProof.because("There must be exactly one DPoP header");
        }
        if (proofs.get(0).length() > LONGEST_PROOF) {
            throw InvalidProof.because("The proof is too long");
        }
        return new BoundTokenRequest(token, proofs.get(0), method, addresses);
    }
}
