package dev.daemun.resourceserver.decoding;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSVerifier;
import com.nimbusds.jose.proc.JWSVerifierFactory;
import com.nimbusds.jose.util.Base64URL;
import java.security.Key;
import java.text.ParseException;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A header that says nothing but algorithm, key and type, with the verifier for the key that it was verified by lately. */
final class PlainHeader {
    private static final Set<String> MEMBERS = Set.of("alg", "kid", "typ");

    private final JWSHeader jws;
    private final Map<String, Object> members;
    private volatile @Nullable ByKey lately;

    private record ByKey(Key key, JWSVerifier verifier) {}

    private PlainHeader(JWSHeader jws, Map<String, Object> members) {
        this.jws = jws;
        this.members = members;
    }

    /** Null when it says more, or less. */
    static @Nullable PlainHeader of(String text) {
        try {
            JWSHeader jws = JWSHeader.parse(new Base64URL(text));
            Map<String, Object> members = jws.toJSONObject();
            return members.keySet().equals(MEMBERS) ? new PlainHeader(jws, members) : null;
        } catch (ParseException | IllegalArgumentException e) {
            return null;
        }
    }

    JWSHeader jws() {
        return jws;
    }

    Map<String, Object> members() {
        return members;
    }

    /** Making one looks whether the key's point is on its curve, which takes as long as reading all claims. */
    @SuppressWarnings(
            "ReferenceEquality") // Comparing keys by their numbers takes longer, and the same key is the same object.
    JWSVerifier verifier(Key key, JWSVerifierFactory verifiers) throws JOSEException {
        ByKey known = lately;
        if (known == null || known.key() != key) {
            known = new ByKey(key, verifiers.createJWSVerifier(jws, key));
            lately = known;
        }
        return known.verifier();
    }
}
