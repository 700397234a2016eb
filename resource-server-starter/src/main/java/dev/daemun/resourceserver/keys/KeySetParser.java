package dev.daemun.resourceserver.keys;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.jwk.AsymmetricJWK;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.util.JSONObjectUtils;
import dev.daemun.resourceserver.issuer.LogText;
import java.text.ParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;

/**
 * Reads a key set and passes over each key in it that can't be used, as RFC 7517 section 5 asks. Nimbus' own parser fails as a
 * whole for a key that is malformed, and with it all other keys would be lost.
 */
final class KeySetParser {
    private static final Log LOG = LogFactory.getLog(SigningKeys.class);
    private static final int MOST_LOGGED = 50;

    private final Set<String> logged = ConcurrentHashMap.newKeySet();

    JWKSet parse(String json) throws ParseException {
        if (!(JSONObjectUtils.parse(json).get("keys") instanceof List<?> members)) {
            throw new ParseException("it has no list 'keys'", 0);
        }
        List<JWK> usable = new ArrayList<>();
        for (Object member : members) {
            JWK key = key(member);
            if (key != null) {
                usable.add(key);
            }
        }
        return new JWKSet(usable);
    }

    private @Nullable JWK key(Object member) {
        try {
            if (!(member instanceof Map<?, ?>)) {
                throw new ParseException("it is no object", 0);
            }
            JWK key = JWK.parse(JSONObjectUtils.toJSONString(asObject(member)));
            if (key instanceof AsymmetricJWK pair) {
                // Some faults, such as a curve that this JDK does not know, show only here.
                pair.toPublicKey();
            }
            return key;
        } catch (ParseException | JOSEException | RuntimeException e) {
            passOver(member, e);
            return null;
        }
    }

    @SuppressWarnings("unchecked") // The parser makes no other keys than strings.
    private static Map<String, ?> asObject(Object member) {
        return (Map<String, ?>) member;
    }

    private void passOver(Object member, Exception reason) {
        Object kid = member instanceof Map<?, ?> object ? object.get("kid") : null;
        String message = "A key of the issuer is passed over, since it can't be used: kid " + LogText.of(kid) + ", "
                + LogText.of(reason.getMessage()) + ". Tokens that it signs are refused, all others are not concerned.";
        if (logged.size() < MOST_LOGGED && logged.add(message)) {
            LOG.warn(message);
        }
    }
}
