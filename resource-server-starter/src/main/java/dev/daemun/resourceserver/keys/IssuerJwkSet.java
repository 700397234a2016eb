package dev.daemun.resourceserver.keys;

import com.nimbusds.jose.KeySourceException;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.source.JWKSetCacheRefreshEvaluator;
import com.nimbusds.jose.jwk.source.JWKSetRetrievalException;
import com.nimbusds.jose.jwk.source.JWKSetSource;
import com.nimbusds.jose.proc.SecurityContext;
import dev.daemun.resourceserver.issuer.BoundedHttp;
import dev.daemun.resourceserver.issuer.FailureLog;
import dev.daemun.resourceserver.issuer.IssuerMetadata;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.text.ParseException;
import java.time.Duration;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;

/** Fetches the issuer's key set each time it is asked, and remembers the last that came. */
final class IssuerJwkSet implements JWKSetSource<SecurityContext> {
    private static final Duration LONGEST = Duration.ofSeconds(3);
    private static final int LARGEST_ANSWER_BYTES = 200_000;

    private final BoundedHttp http = new BoundedHttp(LARGEST_ANSWER_BYTES);
    private final FailureLog failures = new FailureLog(
            LogFactory.getLog(SigningKeys.class),
            "Tokens are verified with the keys that were read before; where there are none, they are answered with 503.",
            "The issuer's keys can be read again.");
    private final KeySetParser parser = new KeySetParser();
    private final Runnable onChange;
    private final String issuer;
    private volatile @Nullable URI jwkSetUri;
    private volatile @Nullable JWKSet latest;

    IssuerJwkSet(String issuer, @Nullable URI jwkSetUri, Runnable onChange) {
        this.onChange = onChange;
        this.issuer = issuer;
        this.jwkSetUri = jwkSetUri;
    }

    @Override
    public JWKSet getJWKSet(JWKSetCacheRefreshEvaluator evaluator, long currentTime, SecurityContext context)
            throws KeySourceException {
        try {
            JWKSet fetched = fetch();
            JWKSet before = latest;
            latest = fetched;
            if (before != null && !before.getKeys().equals(fetched.getKeys())) {
                onChange.run();
            }
            failures.succeeded();
            return fetched;
        } catch (IOException e) {
            failures.failed(e);
            throw new JWKSetRetrievalException("The keys of " + issuer + " can't be had: " + e.getMessage(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new JWKSetRetrievalException("Interrupted while the keys of " + issuer + " were read", e);
        }
    }

    /** The last key set that came, however old, or null. */
    @Nullable
    JWKSet latest() {
        return latest;
    }

    /** Why the keys could not be read the last time, or null. */
    @Nullable
    String failure() {
        return failures.current();
    }

    @Override
    public void close() {
        // Holds nothing open between fetches.
    }

    private JWKSet fetch() throws IOException, InterruptedException {
        URI address = jwkSetUri;
        if (address == null) {
            address = IssuerMetadata.of(issuer, http).endpoint("jwks_uri");
            jwkSetUri = address;
        }
        try {
            return parser.parse(new String(http.fetch(address, LONGEST), StandardCharsets.UTF_8));
        } catch (ParseException e) {
            throw new IOException(address + " answered with something that is no key set", e);
        }
    }
}
