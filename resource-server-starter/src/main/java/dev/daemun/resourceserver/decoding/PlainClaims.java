package dev.daemun.resourceserver.decoding;

import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.security.oauth2.jwt.JwtClaimNames;

/** The claims of a token, with the types that Nimbus and Spring Security give them, where every claim has its usual one. */
final class PlainClaims {
    private static final List<String> TEXTS = List.of(JwtClaimNames.SUB, JwtClaimNames.JTI);
    private static final List<String> TIMES = List.of(JwtClaimNames.IAT, JwtClaimNames.EXP, JwtClaimNames.NBF);

    private PlainClaims() {}

    /** Null when anything about them is unusual, so that it takes another reader to say what they mean. */
    static @Nullable Map<String, Object> read(byte[] json, String issuer) {
        Map<String, Object> claims = PlainJson.object(json);
        if (claims == null || !issuer.equals(claims.get(JwtClaimNames.ISS))) {
            return null;
        }
        for (String name : TEXTS) {
            if (claims.containsKey(name) && !(claims.get(name) instanceof String)) {
                return null;
            }
        }
        for (String name : TIMES) {
            if (claims.containsKey(name) && !(claims.get(name) instanceof Long)) {
                return null;
            }
            claims.computeIfPresent(name, (same, seconds) -> Instant.ofEpochSecond((Long) seconds));
        }
        if (!isInOrder(claims) || !hasPlainAudience(claims)) {
            return null;
        }
        // Spring Security's converter copies them in the same way, which decides in which order somebody sees them.
        return new HashMap<>(claims);
    }

    private static boolean isInOrder(Map<String, Object> claims) {
        return !(claims.get(JwtClaimNames.IAT) instanceof Instant issued)
                || !(claims.get(JwtClaimNames.EXP) instanceof Instant expires)
                || expires.isAfter(issued);
    }

    private static boolean hasPlainAudience(Map<String, Object> claims) {
        Object audience = claims.get(JwtClaimNames.AUD);
        if (audience instanceof String one) {
            claims.put(JwtClaimNames.AUD, List.of(one));
            return true;
        }
        return audience instanceof List<?> several && several.stream().allMatch(String.class::isInstance);
    }
}
