package dev.daemun.resourceserver.withdrawal;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.daemun.resourceserver.issuer.LogText;
import java.time.Duration;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.springframework.security.oauth2.jwt.Jwt;

/**
 * Logs which withdrawal a token met, so that an operator who is asked "why was I refused?" finds the event in the issuer's log,
 * and with it who did it and when. Each token is logged once in ten minutes, however often it comes.
 */
final class RefusalLog {
    private static final Log LOG = LogFactory.getLog(WithdrawnTokens.class);
    private static final int MOST_REMEMBERED = 10_000;

    private final Cache<String, Boolean> logged = Caffeine.newBuilder()
            .maximumSize(MOST_REMEMBERED)
            .expireAfterWrite(Duration.ofMinutes(10))
            .build();

    /** Nothing of the token's text is logged, nor any claim that names a person. */
    void refused(Jwt token, Denial denial) {
        String refusal = claim(token, "jti") + ' ' + denial.position() + ' ' + denial.reason();
        if (LOG.isInfoEnabled() && logged.asMap().putIfAbsent(refusal, true) == null) {
            LOG.info("A token of user " + claim(token, "sub") + ", session " + claim(token, "sid") + ", client "
                    + claim(token, "azp") + ", is refused because it was withdrawn: " + denial.reason()
                    + ", by the event at position " + denial.position() + " of the issuer's identity event log.");
        }
    }

    private static String claim(Jwt token, String name) {
        Object value = token.getClaims().get(name);
        return value == null ? "none" : LogText.of(value);
    }
}
