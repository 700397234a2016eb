package dev.daemun.resourceserver.keys;

import com.nimbusds.jose.KeySourceException;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKMatcher;
import com.nimbusds.jose.jwk.JWKSelector;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.source.JWKSource;
import com.nimbusds.jose.jwk.source.JWKSourceBuilder;
import com.nimbusds.jose.proc.SecurityContext;
import java.io.Closeable;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;

/**
 * The issuer's public keys (RFC 7517). Nothing is fetched before it is needed, so a service starts while its issuer is
 * away; while it is away, the keys that were fetched last are used. A token with an unknown key makes this service fetch the
 * keys, but no more than twice in five seconds, however many such tokens come.
 */
public final class SigningKeys implements JWKSource<SecurityContext>, Closeable {
    private static final Log LOG = LogFactory.getLog(SigningKeys.class);
    private static final Duration FRESH = Duration.ofMinutes(5);
    private static final Duration REFRESH_TIMEOUT = Duration.ofSeconds(10);
    private static final Duration REFRESH_AHEAD = Duration.ofMinutes(1);
    private static final Duration BETWEEN_FETCHES = Duration.ofSeconds(5);
    private static final JWKSelector ANY = new JWKSelector(new JWKMatcher.Builder().build());

    private final AtomicInteger version = new AtomicInteger();
    private final List<Runnable> listeners = new CopyOnWriteArrayList<>();
    private final String issuer;
    private final @Nullable URI jwkSetUri;
    private volatile Fetched fetched;

    /** What was fetched, and the source that fetches more of it. */
    private record Fetched(IssuerJwkSet issuer, JWKSource<SecurityContext> cached) implements Closeable {
        @Override
        public void close() throws IOException {
            if (cached instanceof Closeable closeable) {
                closeable.close();
            }
        }
    }

    /**
     * Keys of an issuer.
     *
     * @param issuer its identifier, below which its metadata is (OpenID Connect Discovery section 4)
     * @param jwkSetUri where its keys are, or null to let its metadata say so
     */
    public SigningKeys(String issuer, @Nullable URI jwkSetUri) {
        this.issuer = issuer;
        this.jwkSetUri = jwkSetUri;
        this.fetched = nothing();
    }

    private Fetched nothing() {
        IssuerJwkSet source = new IssuerJwkSet(issuer, jwkSetUri, this::changed);
        return new Fetched(
                source,
                JWKSourceBuilder.create(source)
                        .cache(FRESH.toMillis(), REFRESH_TIMEOUT.toMillis())
                        .refreshAheadCache(REFRESH_AHEAD.toMillis(), false)
                        .rateLimited(BETWEEN_FETCHES.toMillis())
                        .outageTolerantForever()
                        .build());
    }

    /**
     * Forgets the keys, because one of them counts no longer. They are fetched again when the next token comes, and until that succeeds
     * no token is accepted. A fetch that is under way is broken off, and the next one does not count among the two in five seconds.
     */
    public void forget() {
        Fetched before = fetched;
        fetched = nothing();
        changed();
        try {
            before.close();
        } catch (IOException e) {
            LOG.debug("What fetched the keys that were forgotten did not close", e);
        }
    }

    @Override
    public List<JWK> get(JWKSelector selector, SecurityContext context) throws KeySourceException {
        Fetched now = fetched;
        try {
            return now.cached().get(selector, context);
        } catch (KeySourceException e) {
            // The issuer is away, or was asked too often: the keys that were fetched last are used, if there are any.
            JWKSet latest = now.issuer().latest();
            if (latest == null) {
                throw e;
            }
            return selector.select(latest);
        }
    }

    /** Whether there are keys to verify with; fetches them when there never were any. */
    public boolean available() {
        try {
            return !get(ANY, null).isEmpty();
        } catch (KeySourceException e) {
            return false;
        }
    }

    /** Why the keys could not be read the last time that the issuer was asked, or null when they could. */
    public @Nullable String failure() {
        return fetched.issuer().failure();
    }

    /** Another number for each key set that differs from the one before. */
    public int version() {
        return version.get();
    }

    /** Runs something whenever a key set came that differs from the one before. */
    public void onChange(Runnable listener) {
        listeners.add(listener);
    }

    private void changed() {
        version.incrementAndGet();
        listeners.forEach(Runnable::run);
    }

    @Override
    public void close() throws IOException {
        fetched.close();
    }
}
